if (page.dataset.view) widget(page, framed);

if (page.dataset.view) widget(page, framed, (name) => import(parts[name]));

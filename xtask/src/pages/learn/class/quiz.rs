//! The quiz as HTML: complete without a script, each answer in a `details` below its question. `learn/learn-quiz.js` draws rounds from it.

use super::super::origins::QUOTED;
use super::Class;
use super::questions::{Choice, METHOD, Question, Says};
use super::wording::Wording;
use crate::pages::template::escape_into;
use anyhow::{Context, Result};
use promptwatt_energy::FACTORS_VERSION;
use std::fmt::Write;

/// Texts that the script shows, by the names it knows them by.
const FOR_THE_SCRIPT: [&str; 6] = [
    "right",
    "wrong",
    "right_answer",
    "choose_first",
    "score",
    "done",
];

/// What stands in the page's `main`, heading included. `home` leads to the main page of its language.
///
/// # Errors
/// Names the text, figure or question that is missing.
pub fn body(quiz: &Class, wording: &Wording<'_>, home: &str) -> Result<String> {
    let mut html = String::from("<div id=\"quiz\"");
    for name in FOR_THE_SCRIPT {
        let key = format!("quiz.{name}");
        let text = wording.texts().get(&key).context(key)?;
        let _ = write!(html, " data-{}=\"", name.replace('_', "-"));
        escape_into(&mut html, text);
        html.push('"');
    }
    html.push_str(">\n");
    let text = |key: &str| wording.html(&format!("quiz.{key}"));
    let _ = writeln!(
        html,
        "<h1>{}</h1>\n<p class=\"lead\">{}</p>\n<noscript><p class=\"note\">{}</p></noscript>",
        text("heading")?,
        text("lead")?,
        text("no_script")?
    );
    let _ = writeln!(
        html,
        "<div class=\"round\" hidden>\n<p class=\"note\">{}</p>\n<p class=\"line\"><label>{} <select name=\"theme\">\n<option value=\"\">{}</option>",
        text("how_many")?,
        text("theme")?,
        text("all_themes")?
    );
    for theme in &quiz.questions.themes {
        let name = wording.html(&format!("theme.{theme}"))?;
        let _ = writeln!(html, "<option value=\"{theme}\">{name}</option>");
    }
    let _ = writeln!(
        html,
        "</select></label> <button type=\"button\" name=\"round\">{}</button></p>\n<p id=\"score\" role=\"status\"></p>\n<p class=\"note private\">{}</p>\n</div>",
        text("new_round")?,
        text("private")?
    );
    for theme in &quiz.questions.themes {
        let _ = writeln!(
            html,
            "<section class=\"theme\">\n<h2>{}</h2>",
            wording.html(&format!("theme.{theme}"))?
        );
        let of_theme = |question: &&Question| question.theme == *theme;
        for question in quiz.questions.question.iter().filter(of_theme) {
            put_question(&mut html, quiz, question, wording, home)
                .with_context(|| question.id.clone())?;
        }
        html.push_str("</section>\n");
    }
    let version = text_of(wording, "quiz.figures")?.replace("{version}", FACTORS_VERSION);
    html.push_str("<p class=\"note figures\">");
    escape_into(&mut html, &version);
    html.push_str("</p>\n</div>\n");
    Ok(html)
}

fn text_of<'a>(wording: &Wording<'a>, key: &str) -> Result<&'a str> {
    let found = wording.texts().get(key);
    found.with_context(|| key.to_owned())
}

fn put_question(
    html: &mut String,
    quiz: &Class,
    question: &Question,
    wording: &Wording<'_>,
    home: &str,
) -> Result<()> {
    let id = &question.id;
    let choices = question.choices(&quiz.figures)?;
    let right: Vec<String> = (choices.iter().enumerate())
        .filter(|(_, choice)| choice.is_right)
        .map(|(at, _)| at.to_string())
        .collect();
    let _ = writeln!(
        html,
        "<fieldset class=\"question\" id=\"q-{id}\" data-theme=\"{}\" data-right=\"{}\">\n<legend>{}</legend>",
        question.theme,
        right.join(" "),
        wording.html(&format!("{id}.ask"))?
    );
    let kind = if question.takes_several() {
        let _ = writeln!(
            html,
            "<p class=\"note\">{}</p>",
            wording.html("quiz.several")?
        );
        "checkbox"
    } else {
        "radio"
    };
    let mut said = Vec::new();
    for (at, choice) in choices.iter().enumerate() {
        let says = says(id, choice, wording)?;
        let _ = writeln!(
            html,
            "<label class=\"option\"><input type=\"{kind}\" name=\"{id}\" value=\"{at}\"> <span>{says}</span></label>"
        );
        if choice.is_right {
            said.push(says);
        }
    }
    let _ = writeln!(
        html,
        "<button type=\"button\" class=\"check\" hidden>{}</button>\n<p class=\"verdict\" tabindex=\"-1\" hidden></p>\n<details>\n<summary>{}</summary>\n<p>{} <strong>{}</strong></p>\n<p>{}</p>",
        wording.html("quiz.check")?,
        wording.html("quiz.show")?,
        wording.html("quiz.right_answer")?,
        said.join(" · "),
        wording.html(&format!("{id}.why"))?
    );
    let own = choices.iter().filter_map(|choice| match &choice.says {
        Says::Text(option) => Some(format!("{id}.{option}")),
        Says::Figure(_) => None,
    });
    let keys: Vec<String> = own
        .filter(|key| wording.texts().get(key).is_some())
        .chain([format!("{id}.ask"), format!("{id}.why")])
        .collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    put_sources(html, quiz, &keys, &question.sources, wording, home)?;
    html.push_str("</details>\n</fieldset>\n");
    Ok(())
}

/// What stands behind each figure of the texts of `keys`, then those of `sources` that none of them names.
pub fn put_sources(
    html: &mut String,
    quiz: &Class,
    keys: &[&str],
    sources: &[String],
    wording: &Wording<'_>,
    home: &str,
) -> Result<()> {
    let mut names = Vec::new();
    for key in keys {
        names.extend(wording.names(key)?);
    }
    let groups = quiz.origins.gathered(names.iter().copied())?;
    html.push_str("<ul class=\"sources\">\n");
    for group in &groups {
        html.push_str("<li>");
        for (at, (name, _)) in group.figures.iter().enumerate() {
            let between = if at > 0 { " · " } else { "" };
            let _ = write!(html, "{between}<bdi>");
            escape_into(html, &wording.named(name)?);
            html.push_str("</bdi>");
        }
        html.push_str(": ");
        // A quoted figure has its source and nothing else to say.
        if group.how != QUOTED {
            let _ = write!(html, "{} ", wording.html(&format!("how.{}", group.how))?);
        }
        put_list(html, quiz, &group.sources, wording, home)?;
        html.push_str("</li>\n");
    }
    let named = |source: &&String| groups.iter().any(|group| group.sources.contains(source));
    let left: Vec<String> = (sources.iter())
        .filter(|source| !named(source))
        .cloned()
        .collect();
    if !left.is_empty() {
        let _ = write!(html, "<li>{}: ", wording.html("quiz.sources")?);
        put_list(html, quiz, &left, wording, home)?;
        html.push_str("</li>\n");
    }
    html.push_str("</ul>\n");
    Ok(())
}

fn put_list(
    html: &mut String,
    quiz: &Class,
    sources: &[String],
    wording: &Wording<'_>,
    home: &str,
) -> Result<()> {
    let mut each: Vec<String> = Vec::new();
    for id in sources {
        let mut source = String::new();
        put_source(&mut source, quiz, id, wording, home)?;
        // Several rows may come from one source.
        if !each.contains(&source) {
            each.push(source);
        }
    }
    html.push_str(&each.join(" · "));
    Ok(())
}

/// What an option says, as HTML.
pub fn says(id: &str, choice: &Choice, wording: &Wording<'_>) -> Result<String> {
    match &choice.says {
        Says::Text(option) if matches!(option.as_str(), "true" | "false" | "yes" | "no") => {
            wording.html(&format!("quiz.{option}"))
        }
        Says::Text(option) => wording.html(&format!("{id}.{option}")),
        Says::Figure(figure) => {
            let mut value = String::from("<bdi>");
            escape_into(&mut value, &wording.figure(*figure)?);
            value.push_str("</bdi>");
            let mut about = String::new();
            escape_into(&mut about, text_of(wording, "quiz.about")?);
            Ok(about.replace("{value}", &value))
        }
    }
}

fn put_source(
    html: &mut String,
    quiz: &Class,
    name: &str,
    wording: &Wording<'_>,
    home: &str,
) -> Result<()> {
    if name == METHOD {
        let title = wording.html("quiz.our_method")?;
        let _ = write!(html, "<a href=\"{home}learn/method/\">{title}</a>");
    } else {
        quiz.facts.source(name)?.write(html);
    }
    Ok(())
}

//! A pasted conversation with a model.

use super::Row;
use super::lines::Line;
use crate::ends::{first, letters, listed, part, without_end, without_start};
use crate::fold::is_space;
use crate::gap::colon_in;

/// Who speaks in a conversation with a model, as pages show and people write it; folded.
const USERS: &str = " user you human you said utilisateur vous vous avez dit moi usuario tu dijiste dijiste benutzer nutzer du hast gesagt voce disse المستخدم قلت انت 用户 你说 ";
const MODELS: &str = " assistant ai chatgpt claude gemini copilot bot model chatgpt said chatgpt a dit claude said asistente chatgpt dijo assistent chatgpt hat gesagt assistente o chatgpt disse المساعد قال chatgpt 助手 chatgpt 说 ";

/// Whose turn begins with a line: the user's (`true`) or the model's.
fn speaker(line: &str) -> Option<bool> {
    let line = without_start(line, |c| matches!(c, '*' | '#' | ' '));
    let (at, sign) = colon_in(line, 24)?;
    let rest = line.get(at + crate::ends::width(sign)..)?;
    if !first(rest).is_none_or(|c| is_space(c) || c == '*' || sign != ':') {
        return None;
    }
    let name = letters(without_end(line.get(..at)?, is_space), |_| true);
    if name.len() < 2 {
        None
    } else if listed(USERS, &name) {
        Some(true)
    } else {
        listed(MODELS, &name).then_some(false)
    }
}

/// A conversation with a model among the lines: from its first turn up to the user's last, which is the request.
pub(super) fn conversation(text: &str, rows: &[Row]) -> Option<(usize, usize)> {
    let mut turns: Vec<(usize, bool)> = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        if row.line != Line::Blank
            && let Some(user) = speaker(part(text, row.utf8.start, row.utf8.end))
        {
            turns.push((number, user));
        }
    }
    let users = turns.iter().filter(|turn| turn.1).count();
    let (&(begin, _), &(last, by_user)) = (turns.first()?, turns.last()?);
    (users > 0 && users < turns.len() && turns.len() > 2)
        .then_some((begin, if by_user { last } else { rows.len() }))
}

//! Tab-separated tables with a header row; lines that start with `#` and empty lines are skipped.

/// A table read from text.
pub struct Table {
    file: String,
    header: Vec<String>,
    rows: Vec<(usize, Vec<String>)>,
}

/// One row, knowing where it stands.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    table: &'a Table,
    line: usize,
    cells: &'a [String],
}

impl Table {
    /// Reads a table. `file` is only for messages.
    pub fn parse(file: &str, text: &str) -> Result<Self, String> {
        let mut lines = text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
            .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let split = |line: &str| {
            line.split('\t')
                .map(|cell| cell.trim().to_owned())
                .collect::<Vec<_>>()
        };
        let (_, header) = lines
            .next()
            .ok_or_else(|| format!("{file}: the header row is missing"))?;
        let header = split(header);
        let mut rows = Vec::new();
        for (line, text) in lines {
            let cells = split(text);
            if cells.len() != header.len() {
                return Err(format!(
                    "{file}:{line}: {} columns, but the header names {}",
                    cells.len(),
                    header.len()
                ));
            }
            if let Some((first, _)) = rows
                .iter()
                .find(|(_, earlier): &&(usize, Vec<String>)| earlier.first() == cells.first())
            {
                return Err(format!(
                    "{file}:{line}: \"{}\" stands already in line {first}",
                    cells[0]
                ));
            }
            rows.push((line, cells));
        }
        Ok(Self {
            file: file.to_owned(),
            header,
            rows,
        })
    }

    /// The rows in the order of the file.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row {
            table: self,
            line: *line,
            cells,
        })
    }
}

impl<'a> Row<'a> {
    /// A message that says where this row stands.
    pub fn fault(&self, what: impl std::fmt::Display) -> String {
        format!("{}:{}: {what}", self.table.file, self.line)
    }

    /// The text of a column, possibly empty.
    pub fn optional(&self, column: &str) -> Result<&'a str, String> {
        let index = self.table.header.iter().position(|name| name == column);
        let index = index
            .ok_or_else(|| format!("{}: the column \"{column}\" is missing", self.table.file))?;
        Ok(&self.cells[index])
    }

    /// The text of a column that must not be empty.
    pub fn text(&self, column: &str) -> Result<&'a str, String> {
        match self.optional(column)? {
            "" => Err(self.fault(format_args!("{column} is empty"))),
            text => Ok(text),
        }
    }

    /// A finite number within the limits.
    pub fn number(&self, column: &str, least: f64, most: f64) -> Result<f64, String> {
        let text = self.text(column)?;
        let number: f64 = text
            .parse()
            .map_err(|_| self.fault(format_args!("{column} \"{text}\" is not a number")))?;
        if !(least..=most).contains(&number) {
            return Err(self.fault(format_args!(
                "{column} is {number}, but must be from {least} to {most}"
            )));
        }
        Ok(number)
    }

    /// A finite number within the limits, or an empty cell.
    pub fn optional_number(
        &self,
        column: &str,
        least: f64,
        most: f64,
    ) -> Result<Option<f64>, String> {
        if self.optional(column)?.is_empty() {
            Ok(None)
        } else {
            self.number(column, least, most).map(Some)
        }
    }

    /// Three numbers in order, from the columns `low`, `central` and `high`.
    pub fn band(&self, columns: [&str; 3], least: f64, most: f64) -> Result<[f64; 3], String> {
        let [low, central, high] = columns.map(|column| self.number(column, least, most));
        let band = [low?, central?, high?];
        if band.is_sorted() {
            Ok(band)
        } else {
            Err(self.fault(format_args!("{} are not in order", columns.join(", "))))
        }
    }

    /// A day as `YYYY-MM-DD`.
    pub fn date(&self, column: &str) -> Result<&'a str, String> {
        let date = self.text(column)?;
        let digits = |part: &str, count| {
            part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let mut parts = date.split('-');
        let is_date = parts.next().is_some_and(|part| digits(part, 4))
            && parts.next().is_some_and(|part| digits(part, 2))
            && parts.next().is_some_and(|part| digits(part, 2))
            && parts.next().is_none();
        if is_date {
            Ok(date)
        } else {
            Err(self.fault(format_args!(
                "{column} \"{date}\" is not a date like 2026-11-23"
            )))
        }
    }

    /// The columns every row has that carries a figure: source, address (may be empty), date read (YYYY-MM-DD) and the reason for this figure.
    pub fn provenance(&self) -> Result<[&'a str; 4], String> {
        Ok([
            self.text("source")?,
            self.optional("link")?,
            self.date("read")?,
            self.text("reason")?,
        ])
    }
}

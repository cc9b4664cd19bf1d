//! Tables and lists set in columns.

use app::Spaces;
use app::view::{Cell, Column, Line, Table, number};
use comfy_table::{CellAlignment, ContentArrangement, LineStyle, TableStyle};

/// The widest that anything may be.
const WIDTH: u16 = 100;
const GAP: u16 = 2;
/// A column is at least so wide before its heading is broken.
const ROOM: usize = 10;
/// An empty line that is kept.
const NOTHING: &str = " ";
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─'));

/// Figures with their words: a line each.
pub fn lines(lines: &[Line]) -> String {
    let rows = lines.iter().map(|Line { words, shown, .. }| {
        vec![words.clone(), number::mean(shown), shown.unit.words().to_owned(), number::interval(shown)]
    });
    set(None, rows, &[CellAlignment::Left, CellAlignment::Right, CellAlignment::Left, CellAlignment::Left])
}

/// A table of figures; one that would be too wide goes on below with its other columns.
pub fn table(table: &Table) -> String {
    let names: Vec<String> =
        table.rows.iter().map(|row| format!("{}{}", "  ".repeat(row.depth), row.name)).collect();
    let columns: Vec<Vec<String>> = (0..table.columns.len()).map(|number| column(table, number)).collect();
    let name_width = widest(names.iter().chain([&table.rows_are.to_owned()]));
    let mut parts = Vec::new();
    let (mut from, mut width) = (0, name_width);
    for (number, column) in columns.iter().enumerate() {
        let its_width = GAP as usize + widest(column.iter());
        if width + its_width > WIDTH as usize && number > from {
            parts.push(from..number);
            (from, width) = (number, name_width);
        }
        width += its_width;
    }
    parts.push(from..columns.len());
    let part = |part: std::ops::Range<usize>| {
        let part = &columns[part];
        let lines = part.iter().map(|column| column[0].lines().count()).max().unwrap_or(0);
        let mut header = vec![down(table.rows_are, lines)];
        header.extend(part.iter().map(|column| down(&column[0], lines)));
        let rows = names.iter().enumerate().map(|(row, name)| {
            std::iter::once(name.clone()).chain(part.iter().map(|column| column[row + 1].clone())).collect()
        });
        let mut alignment = vec![CellAlignment::Right; part.len() + 1];
        alignment[0] = CellAlignment::Left;
        set(Some(header), rows, &alignment)
    };
    parts.into_iter().map(part).collect::<Vec<_>>().join("\n")
}

/// The heading of a column and its cells. The heading is broken between words, to be little wider than the cells.
fn column(table: &Table, number: usize) -> Vec<String> {
    let Column { heading, unit, own_units } = &table.columns[number];
    let cell = |cell: &Cell| match cell {
        Cell::Figure(shown) if *own_units && shown.mean != 0.0 => {
            format!("{} {}", number::mean_and_half_width(shown), shown.unit.words())
        }
        Cell::Figure(shown) => number::mean_and_half_width(shown),
        Cell::Nothing => String::new(),
        Cell::Range(low, high) => format!("{:.0} – {:.0}", low.mean, high.mean),
        Cell::Spaces(number) => spaces(*number),
    };
    let cells: Vec<String> = table.rows.iter().map(|row| cell(&row.cells[number])).collect();
    let mut lines: Vec<String> = Vec::new();
    let room = widest(cells.iter()).max(ROOM);
    for word in heading.split(' ') {
        match lines.last_mut().filter(|line| line.chars().count() + word.chars().count() < room) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    if table.columns.iter().any(|column| !column.unit.is_empty()) {
        // A heading without unit keeps its line free.
        lines.push(if unit.is_empty() { NOTHING.to_owned() } else { (*unit).to_owned() });
    }
    std::iter::once(lines.join("\n")).chain(cells).collect()
}

/// Text moved down to the last of so many lines.
fn down(text: &str, lines: usize) -> String {
    let above = lines.saturating_sub(text.lines().count());
    format!("{}{text}", format!("{NOTHING}\n").repeat(above))
}

fn widest<'t>(texts: impl Iterator<Item = &'t String>) -> usize {
    texts.flat_map(|text| text.lines()).map(|line| line.chars().count()).max().unwrap_or(0)
}

/// Words in columns: the last takes the room that is left.
pub fn words(rows: impl Iterator<Item = Vec<String>>) -> String {
    set(None, rows, &[CellAlignment::Left, CellAlignment::Left])
}

/// Rows of text under a heading: the first column left, the others right.
pub fn rows(heading: Option<Vec<String>>, rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut alignment = [CellAlignment::Right; 5];
    alignment[0] = CellAlignment::Left;
    set(heading, rows, &alignment)
}

/// Two columns of numbers, and what they are of.
pub fn list(rows: impl Iterator<Item = Vec<String>>) -> String {
    set(None, rows, &[CellAlignment::Right, CellAlignment::Right, CellAlignment::Left])
}

/// Changes with their words: a line each.
pub fn changes(rows: impl Iterator<Item = Vec<String>>) -> String {
    use CellAlignment::{Left, Right};
    set(None, rows, &[Left, Right, Left, Left, Left])
}

fn set(
    header: Option<Vec<String>>,
    rows: impl Iterator<Item = Vec<String>>,
    alignment: &[CellAlignment],
) -> String {
    let mut table = comfy_table::Table::new();
    table.load_style(STYLE).set_width(WIDTH).set_content_arrangement(ContentArrangement::Dynamic);
    if let Some(header) = header {
        table.set_header(header);
    }
    table.add_rows(rows);
    for (column, alignment) in table.column_iter_mut().zip(alignment) {
        column.set_padding((0, GAP)).set_cell_alignment(*alignment);
    }
    if let Some(last) = table.column_mut(alignment.len() - 1) {
        last.set_padding((0, 0));
    }
    let mut text = table.trim_fmt();
    text.push('\n');
    text
}

/// A number of spaces.
pub fn spaces(spaces: Spaces) -> String {
    match spaces {
        Spaces::Always(number) => number.to_string(),
        Spaces::Rostered(least, most) => format!("{least} – {most}"),
        Spaces::Unlimited => "unlimited".to_owned(),
    }
}

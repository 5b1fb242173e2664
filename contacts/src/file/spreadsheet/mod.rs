//! Workbooks (XLSX), by calamine: one sheet, its cells as text.
//!
//! `package` looks at the archive before anything of it is unpacked, `cell` makes text of values.

mod cell;
mod package;

use std::io::{Cursor, Read, Seek};

use calamine::{Reader, Sheet, SheetType, SheetVisible, Xlsx, XlsxError};
use csv::StringRecord;

use super::error::{FileError, WorkbookFault};
use super::gathering::{Gathering, place};
use super::limits::Limits;
use super::note::{Note, Places};
use super::{Format, Opened};
use crate::table::Table;
use cell::Text;

/// Reads the first sheet that has cells; of the visible ones, if any has.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Opened, FileError> {
    package::check(bytes, limits)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(error)?;
    let sheets: Vec<Sheet> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .cloned()
        .collect();
    let is_visible = |sheet: &&Sheet| sheet.visible == SheetVisible::Visible;
    let hidden = sheets.iter().filter(|sheet| !is_visible(sheet));
    for sheet in sheets.iter().filter(is_visible).chain(hidden) {
        let Some((table, mut notes)) = rows(&mut workbook, &sheet.name, limits)? else {
            continue;
        };
        let others: Vec<String> = sheets
            .iter()
            .filter(|other| other.name != sheet.name)
            .map(|other| other.name.clone())
            .collect();
        if !others.is_empty() {
            notes.push(Note::SheetsNotRead(others));
        }
        return Ok(Opened {
            table,
            format: Format::Spreadsheet {
                sheet: sheet.name.clone(),
            },
            notes,
        });
    }
    Err(match sheets.is_empty() {
        true => FileError::Workbook(WorkbookFault::NoSheet),
        false => FileError::Empty,
    })
}

/// The rows of a sheet, with what there is to say of them; `None` if it has none.
fn rows<R: Read + Seek>(
    workbook: &mut Xlsx<R>,
    sheet: &str,
    limits: &Limits,
) -> Result<Option<(Table, Vec<Note>)>, FileError> {
    let mut reader = match workbook.worksheet_cells_reader(sheet) {
        Err(XlsxError::NotAWorksheet(_)) => return Ok(None),
        reader => reader.map_err(error)?,
    };
    let mut gathering = Gathering::new(limits);
    let (mut errors, mut no_value) = (Places::default(), Places::default());
    let mut cells: Vec<Text> = Vec::new();
    let mut current = 0;
    // Cells come row by row, one by one: how large the sheet says that it is doesn't matter.
    while let Some(found) = reader.next_cell_with_formula_metadata().map_err(error)? {
        let (row, column) = found.pos;
        if row != current {
            gathering.push(row_number(current), record(&mut cells))?;
            current = row;
        }
        let column = column as usize;
        let text = match Text::of(found.value) {
            Ok(Text::Empty) if found.formula.is_some() => {
                no_value.add(row_number(row));
                continue;
            }
            // Cells with a format and nothing else may reach to the sheet's last column.
            Ok(Text::Empty) => continue,
            Ok(text) => text,
            Err(cell::IsError) => {
                errors.add(row_number(row));
                continue;
            }
        };
        if column >= limits.columns {
            return Err(FileError::TooManyColumns {
                columns: column + 1,
                limit: limits.columns,
                place: row_number(row),
            });
        }
        if column >= cells.len() {
            cells.resize(column + 1, Text::Empty);
        }
        if let Some(cell) = cells.get_mut(column) {
            *cell = text;
        }
    }
    gathering.push(row_number(current), record(&mut cells))?;
    if gathering.is_empty() {
        return Ok(None);
    }
    let notes = [errors.note(Note::ErrorCells), no_value.note(Note::NoValue)];
    Ok(Some((
        gathering.finish()?,
        notes.into_iter().flatten().collect(),
    )))
}

/// A row as tables have it; leaves nothing behind.
fn record(cells: &mut Vec<Text>) -> StringRecord {
    let record = cells.iter().map(Text::as_str).collect();
    cells.clear();
    record
}

/// A row's number as spreadsheets show it.
fn row_number(counted_from_0: u32) -> u32 {
    place(counted_from_0 as usize + 1)
}

/// What is wrong, without a word of what stands in the file.
fn error(error: XlsxError) -> FileError {
    FileError::Workbook(match error {
        XlsxError::Zip(error) => return FileError::Archive(error),
        XlsxError::Io(error) => return FileError::Archive(error.into()),
        XlsxError::Password => return FileError::Encrypted,
        XlsxError::FileNotFound(_)
        | XlsxError::RelationshipNotFound
        | XlsxError::WorksheetNotFound(_)
        | XlsxError::NotAWorksheet(_) => WorkbookFault::MissingPart,
        XlsxError::Xml(_)
        | XlsxError::XmlAttr(_)
        | XlsxError::XmlEof(_)
        | XlsxError::UnexpectedNode(_)
        | XlsxError::Encoding(_) => WorkbookFault::Xml,
        _ => WorkbookFault::Cell,
    })
}

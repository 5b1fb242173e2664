//! Writes an export as an Excel workbook.

use phone_profile_core::name::Folding;
use rust_xlsxwriter::{Format, Workbook};

use super::ExportError;
use super::grid::Grid;

/// The workbook's bytes: one sheet, whose cells are texts, so that no formula is run and no digit lost.
///
/// # Errors
/// Where there is more than a workbook can hold.
pub fn spreadsheet<F: Folding>(grid: &Grid<'_, F>) -> Result<Vec<u8>, ExportError> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Contacts")?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, cell) in (0..).zip(&grid.header()) {
        sheet.write_string_with_format(0, column, cell.text(), &bold)?;
    }
    for (row, cells) in (1..).zip(grid.rows()) {
        for (column, cell) in (0..).zip(&cells) {
            if !cell.text().is_empty() {
                sheet.write_string(row, column, cell.text())?;
            }
        }
    }
    Ok(workbook.save_to_buffer()?)
}

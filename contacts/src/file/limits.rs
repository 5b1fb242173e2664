//! How much of a file is read.

/// What a file may hold at most. What holds more is refused as a whole, so that nobody takes a part
/// for everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Bytes of all that a spreadsheet's archive holds, once it is unpacked.
    pub unpacked: u64,
    /// Rows with something in them, apart from a header.
    pub rows: usize,
    /// Columns of a row.
    pub columns: usize,
    /// Cells of all rows together: what a table needs of memory besides its text.
    pub cells: usize,
    /// Characters of a cell: as many as a spreadsheet's may have.
    pub cell_chars: usize,
    /// Bytes of the text of all cells together. A spreadsheet names a text once and uses it in any
    /// number of cells.
    pub text: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            unpacked: 512 << 20,
            rows: 100_000,
            columns: 1_000,
            cells: 20_000_000,
            cell_chars: 32_767,
            text: 256 << 20,
        }
    }
}

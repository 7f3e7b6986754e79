//! The file of corrections: a plain CSV beside the database, which people also edit in a
//! spreadsheet. Line by line: one that is wrong is refused with its reason, the others stand.

use std::ffi::OsString;
use std::ops::Range;
use std::path::{Path, PathBuf};

use csv::{ByteRecord, ReaderBuilder};

/// Columns of the file, in the order in which danvan writes them.
pub const COLUMNS: [&str; 6] = ["key", "action", "value", "reason", "author", "date"];

/// A line as it stands, or why it cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number, the header being 1.
    pub number: u64,
    /// The cells in the order of [`COLUMNS`].
    pub cells: [String; 6],
    /// What is wrong with the writing of the line.
    pub defect: Option<String>,
}

/// Where the corrections of a database are: `danvan.corrections.csv` beside `danvan.db`.
pub fn path_of(db: &Path) -> PathBuf {
    let mut name = OsString::from(db.file_stem().unwrap_or(db.as_os_str()));
    name.push(".corrections.csv");
    db.with_file_name(name)
}

/// Reads the lines; none where there is no file, or one that was emptied: that may be an accident,
/// and is no decision.
///
/// # Errors
/// The file cannot be read, or its first line does not name the columns.
pub fn read(path: &Path) -> Result<Option<Vec<Row>>, String> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(format!("{}: cannot be read ({error})", path.display())),
    };
    if bytes.trim_ascii().is_empty() {
        return Ok(None);
    }
    rows(&bytes).map(Some).map_err(|reason| format!("{}:1: {reason}", path.display()))
}

/// The lines of a file: UTF-8 or UTF-16, with a mark or without, parted by commas, semicolons or
/// tabs, as spreadsheets write it.
fn rows(bytes: &[u8]) -> Result<Vec<Row>, String> {
    // Only a mark at the start makes it UTF-16; bytes that are not UTF-8 stay to be told by line.
    let decoded = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, length)) if encoding != encoding_rs::UTF_8 => {
            encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned().into_bytes()
        }
        Some((_, length)) => bytes[length..].to_vec(),
        None => bytes.to_vec(),
    };
    let first = decoded.split(|b| [b'\r', b'\n'].contains(b)).next().unwrap_or_default();
    if decoded.trim_ascii().is_empty() {
        return Ok(Vec::new());
    }
    if first.trim_ascii().is_empty() {
        return Err(format!("an empty line; write {} there", COLUMNS.join(",")));
    }
    let count = |mark: u8| first.iter().filter(|&&b| b == mark).count();
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|&mark| (count(mark), mark == b','));
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter.unwrap_or(b','))
        .flexible(true)
        .from_reader(&decoded[..]);
    let header = reader.byte_headers().map_err(|error| error.to_string())?.clone();
    let columns = COLUMNS.map(|name| {
        header.iter().position(|cell| cell.trim_ascii().eq_ignore_ascii_case(name.as_bytes()))
    });
    if columns[0].is_none() || columns[1].is_none() {
        return Err(format!("the columns key and action are missing; write {}", COLUMNS.join(",")));
    }
    let mut rows = Vec::new();
    let mut record = ByteRecord::new();
    // The reader counts a record after \r\n to the line before it, so lines are counted here.
    let (mut line, mut counted) = (1, 0);
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(false) => return Ok(rows),
            Ok(true) => {
                let read = record.position().map_or(0, |position| position.byte() as usize);
                let ends =
                    decoded[read..].iter().take_while(|b| [b'\r', b'\n'].contains(b)).count();
                line += line_ends(&decoded, counted..read + ends);
                counted = read + ends;
                rows.extend(row(&record, line, &columns));
            }
            Err(error) => return Err(error.to_string()),
        }
    }
}

/// How many lines end in a part of the bytes: at `\n`, `\r\n`, and `\r` alone, as some
/// spreadsheets write.
fn line_ends(bytes: &[u8], part: Range<usize>) -> u64 {
    let end = |&at: &usize| match bytes[at] {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    part.filter(end).count() as u64
}

/// A line; none where it is empty.
fn row(record: &ByteRecord, number: u64, columns: &[Option<usize>; 6]) -> Option<Row> {
    if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
        return None;
    }
    let cell = |column: &Option<usize>| {
        column.and_then(|index| record.get(index)).unwrap_or_default().trim_ascii()
    };
    let defect = columns
        .iter()
        .any(|column| std::str::from_utf8(cell(column)).is_err())
        .then(|| "not UTF-8; save the sheet as `CSV UTF-8`".to_owned());
    let mut cells = columns.each_ref().map(|c| String::from_utf8_lossy(cell(c)).into_owned());
    // An open quotation mark takes the lines behind it into its cell.
    let swallowed = |cell: &String| {
        let keyed = |line: &str| {
            let word = line.trim_start_matches(['"', ' ']).split_once(':').map(|(word, _)| word);
            word.is_some_and(|word| super::line::KeyKind::ALL.iter().any(|(_, of)| *of == word))
        };
        cell.lines().skip(1).any(keyed)
    };
    let open = cells.iter().any(swallowed);
    let defect = defect.or_else(|| {
        open.then(|| "a quotation mark that does not end: the lines behind it are lost".to_owned())
    });
    let day = &mut cells[5];
    let iso = iso_day(day);
    let defect = defect
        .or_else(|| iso.is_none().then(|| format!("date={day}: not a date such as 2024-04-12")));
    if let Some(iso) = iso {
        *day = iso;
    }
    Some(Row { number, cells, defect })
}

/// A day as ISO; spreadsheets turn 2024-04-12 into 12/04/2024. Empty stays empty.
fn iso_day(cell: &str) -> Option<String> {
    if cell.is_empty() {
        return Some(String::new());
    }
    let day = chrono::NaiveDate::parse_from_str(cell, "%Y-%m-%d")
        .or_else(|_| chrono::NaiveDate::parse_from_str(cell, "%d/%m/%Y"));
    day.ok().map(|day| day.to_string())
}

/// Appends lines to the file, which is made with a header if there is none.
///
/// # Errors
/// The file cannot be written.
pub fn append(path: &Path, lines: &[[String; 6]]) -> std::io::Result<()> {
    let old = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    let utf16 = encoding_rs::Encoding::for_bom(&old).is_some_and(|(e, _)| e != encoding_rs::UTF_8);
    if utf16 {
        let message = "the file is UTF-16; save it as `CSV UTF-8` first";
        return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, message));
    }
    let first = old.split(|&b| b == b'\n').next().unwrap_or_default();
    let count = |mark: u8| first.iter().filter(|&&b| b == mark).count();
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|&mark| (count(mark), mark == b','));
    let mut new = old.clone();
    if !new.is_empty() && !new.ends_with(b"\n") {
        new.push(b'\n');
    }
    // The columns as they stand, for people rearrange them.
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter.unwrap_or(b','))
        .from_reader(old.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&old));
    let header: Vec<String> = match old.is_empty() {
        true => COLUMNS.map(str::to_owned).to_vec(),
        false => {
            let header = reader.byte_headers().map_err(std::io::Error::other)?;
            header.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_lowercase()).collect()
        }
    };
    let mut writer =
        csv::WriterBuilder::new().delimiter(delimiter.unwrap_or(b',')).from_writer(Vec::new());
    if old.is_empty() {
        writer.write_record(&header).map_err(std::io::Error::other)?;
    }
    for line in lines {
        let cells = header.iter().map(|name| {
            COLUMNS.iter().position(|known| known == name).map_or("", |index| &line[index])
        });
        writer.write_record(cells).map_err(std::io::Error::other)?;
    }
    new.extend(writer.into_inner().map_err(|error| std::io::Error::other(error.to_string()))?);
    // Beside and renamed: what people decided is never half written.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    std::io::Write::write_all(&mut file, &new)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> Vec<String> {
        let row = |row: Row| {
            let defect = row.defect.map(|d| format!(" ({d})")).unwrap_or_default();
            format!("{} {}{defect}", row.number, row.cells[..3].join("/"))
        };
        rows(bytes).map(|rows| rows.into_iter().map(row).collect()).unwrap_or_else(|e| vec![e])
    }

    #[test]
    fn as_spreadsheets_write_it() {
        let plain = "key,action,value\nperson:a,alias,Ấ\n";
        let semicolons = "\u{feff}Key;Action;Value\r\nperson:a;alias;Ấ\r\n;;\r\n";
        let utf16: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain(
                "key\taction\tvalue\nperson:a\talias\tẤ\n"
                    .encode_utf16()
                    .flat_map(u16::to_le_bytes),
            )
            .collect();
        for bytes in [plain.as_bytes(), semicolons.as_bytes(), &utf16] {
            assert_eq!(told(bytes), ["2 person:a/alias/Ấ"]);
        }
        let other_order = "action,note,key,value\nalias,x,person:a,b\n";
        assert_eq!(told(other_order.as_bytes()), ["2 person:a/alias/b"]);
        let quoted = "key,action,value\n\"person:a\",alias,\"hai\ndòng\"\nperson:b,alias,c\n";
        assert_eq!(told(quoted.as_bytes()), ["2 person:a/alias/hai\ndòng", "4 person:b/alias/c"]);
        let old_mac = "key,action,value\rperson:a,alias,b\rperson:b,alias,c\r";
        assert_eq!(told(old_mac.as_bytes()), ["2 person:a/alias/b", "3 person:b/alias/c"]);
    }

    #[test]
    fn what_cannot_be_read() {
        assert_eq!(told(b""), [""; 0]);
        assert_eq!(
            told(b"\nkey,action,value\nperson:b,alias,c\n"),
            ["an empty line; write key,action,value,reason,author,date there"]
        );
        assert_eq!(
            told(b"key,action,value\nperson:a,alias,\"open\nperson:b,alias,c\n"),
            ["2 person:a/alias/open\nperson:b,alias,c (a quotation mark that does not end: the \
              lines behind it are lost)"]
        );
        assert_eq!(
            told(b"name,what\nx,y\n"),
            ["the columns key and action are missing; write key,action,value,reason,author,date"]
        );
        assert_eq!(
            told(b"key,action,value\nperson:a,alias,H\xe0\nperson:b,alias,c\n"),
            [
                "2 person:a/alias/H\u{fffd} (not UTF-8; save the sheet as `CSV UTF-8`)",
                "3 person:b/alias/c"
            ]
        );
    }

    #[test]
    fn lines_are_appended() {
        let folder = tempfile::TempDir::new().expect("a temporary folder");
        let path = folder.path().join("a.corrections.csv");
        let line = |key: &str| [key, "alias", "Ấ, b", "", "", "12/04/2024"].map(str::to_owned);
        append(&path, &[line("person:a")]).expect("it is made");
        append(&path, &[line("person:b")]).expect("it is continued");
        let rows = read(&path).expect("it is read").expect("it is there");
        let keys: Vec<_> = rows.iter().map(|row| (row.number, row.cells[0].as_str())).collect();
        assert_eq!(keys, [(2, "person:a"), (3, "person:b")]);
        assert_eq!(rows[0].cells[2], "Ấ, b");
        assert_eq!(rows[0].cells[5], "2024-04-12");
    }
}

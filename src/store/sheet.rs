//! A text on its way through another program: a file of its owner's alone, which goes once it was read back.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::{NamedTempFile, TempPath};

use crate::model::{Outside, OutsideStr};

/// The file.
#[derive(Debug)]
pub struct Sheet {
    path: TempPath,
    /// Whether the text that was written ended with a line end.
    ended: bool,
}

impl Sheet {
    /// Writes a text to a file among what is temporary.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn new(text: OutsideStr<'_>) -> io::Result<Self> {
        let mut file: NamedTempFile = tempfile::Builder::new()
            .prefix("onrecord-note-")
            .suffix(".md")
            .tempfile()?;
        file.write_all(text.raw().as_bytes())?;
        file.as_file().sync_all()?;
        Ok(Self {
            path: file.into_temp_path(),
            ended: text.raw().ends_with('\n'),
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What stands in it now. A line end at the very end is the other program's, unless there was one before.
    ///
    /// # Errors
    /// What stands in the way, in plain words.
    pub fn read(&self) -> Result<Outside, String> {
        let bytes = fs::read(&self.path).map_err(|e| e.kind().to_string())?;
        let text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
        let text = text.replace("\r\n", "\n");
        let own = text.strip_suffix('\n').filter(|_| !self.ended);
        Ok(Outside::new(own.unwrap_or(&text)))
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn it_is_its_owner_s_alone_and_goes_when_it_was_read() {
        let sheet = Sheet::new(OutsideStr::new("a\nthought")).unwrap();
        let path = sheet.path().to_owned();
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(sheet.read().unwrap().raw(), "a\nthought");
        drop(sheet);
        assert!(!path.exists());
    }

    #[test]
    fn the_last_line_end_is_the_editor_s_and_what_is_no_text_is_refused() {
        let sheet = Sheet::new(OutsideStr::new("a")).unwrap();
        fs::write(sheet.path(), "b\r\n\n").unwrap();
        assert_eq!(sheet.read().unwrap().raw(), "b\n");
        fs::write(sheet.path(), [0xff]).unwrap();
        assert!(sheet.read().is_err());
        let ended = Sheet::new(OutsideStr::new("a\n")).unwrap();
        assert_eq!(ended.read().unwrap().raw(), "a\n");
    }
}

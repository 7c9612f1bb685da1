//! A screen in memory, and what is seen on it.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use eframe::egui::Color32;

/// A process that ends with the test, whatever becomes of it.
pub(super) struct Running(pub(super) Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// A screen of its own, its name as `DISPLAY`, and the file that holds its picture.
pub(super) struct Screen {
    pub(super) display: String,
    picture: PathBuf,
    _server: Running,
}

impl Screen {
    /// Starts a screen that keeps its picture in `folder`; nothing where there is no Xvfb.
    pub(super) fn start(folder: &Path) -> Option<Self> {
        let mut server = Command::new("Xvfb");
        server.args(["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-fbdir"]).arg(folder);
        let mut server = server.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
        let mut number = String::new();
        BufReader::new(server.stdout.take()?).read_line(&mut number).ok()?;
        let display = format!(":{}", number.trim());
        Some(Self { display, picture: folder.join("Xvfb_screen0"), _server: Running(server) })
    }

    /// What it shows just now; nothing while it is being made.
    pub(super) fn picture(&self) -> Option<Picture> {
        Picture::read(&fs::read(&self.picture).ok()?)
    }
}

/// What a screen shows.
pub(super) struct Picture {
    width: usize,
    /// Red, green and blue, row by row.
    pixels: Vec<[u8; 3]>,
}

impl Picture {
    /// Reads an X window dump of 32 bits a pixel, blue first: `XWDFile.h` of X.Org.
    fn read(dump: &[u8]) -> Option<Self> {
        let field = |nth: usize| Some(u32::from_be_bytes(dump.get(4 * nth..4 * nth + 4)?.try_into().ok()?) as usize);
        let (head, width, height, line, colours) = (field(0)?, field(4)?, field(5)?, field(12)?, field(19)?);
        let rows = dump.get(head + 12 * colours..)?.chunks_exact(line.max(1)).take(height);
        let pixels: Vec<[u8; 3]> =
            rows.flat_map(|row| row.chunks_exact(4).take(width)).map(|pixel| [pixel[2], pixel[1], pixel[0]]).collect();
        (pixels.len() == width * height).then_some(Self { width, pixels })
    }

    /// How many colours it has: one where nothing was painted, dozens where text was.
    pub(super) fn colours(&self) -> usize {
        self.pixels.iter().collect::<BTreeSet<_>>().len()
    }

    /// How many pixels have just that colour.
    pub(super) fn count(&self, color: Color32) -> usize {
        let [red, green, blue, _] = color.to_array();
        self.pixels.iter().filter(|pixel| **pixel == [red, green, blue]).count()
    }

    /// How many pixels are others than in another picture of the same screen.
    pub(super) fn differs(&self, other: &Self) -> usize {
        self.pixels.iter().zip(&other.pixels).filter(|(one, other)| one != other).count()
    }

    /// Leaves it for people to look at, and says where.
    pub(super) fn save(&self, name: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("screenshots");
        fs::create_dir_all(&folder).expect("the folder of the build is writable");
        let path = folder.join(name).with_extension("png");
        let file = File::create(&path).expect("the folder of the build is writable");
        let mut png = png::Encoder::new(file, self.width as u32, (self.pixels.len() / self.width) as u32);
        png.set_color(png::ColorType::Rgb);
        let mut writer = png.write_header().expect("there is room");
        writer.write_image_data(self.pixels.as_flattened()).expect("there is room");
        path
    }
}

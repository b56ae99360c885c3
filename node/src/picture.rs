//! A picture that somebody uploads: known by what is in it, whatever it is called, and only from its first byte to its last.
//!
//! Nothing here decodes it: its frame is walked, so that what is cut off, or carries something behind its end, is refused.

use commons::Refusal;
use imagesize::ImageType;
use store::logos::{AboutLogo, Logo};

use crate::secret;

/// Kilobytes of a picture.
pub const KILOBYTES: usize = 200;
/// Pixels across and down.
pub const PIXELS: usize = 2_000;

/// The picture in this file.
///
/// # Errors
/// When it is larger than 200 kB or 2,000 pixels, or no whole PNG, JPEG or WebP of one frame.
pub fn read(data: Vec<u8>) -> Result<Logo, Refusal> {
    if data.len() > KILOBYTES * 1_000 {
        return Err(Refusal::FileTooLarge { kilobytes: KILOBYTES });
    }
    let none = |_| Refusal::NotAPicture {};
    let (media_type, is_whole) = match imagesize::image_type(&data).map_err(none)? {
        ImageType::Png => ("image/png", png_is_whole(&data)),
        ImageType::Jpeg => ("image/jpeg", jpeg_is_whole(&data)),
        ImageType::Webp => ("image/webp", webp_is_whole(&data)),
        _ => return Err(Refusal::NotAPicture {}),
    };
    let size = imagesize::blob_size(&data).map_err(none)?;
    if size.width > PIXELS || size.height > PIXELS {
        return Err(Refusal::PictureTooLarge { limit: PIXELS });
    }
    if is_whole.is_none() || size.width == 0 || size.height == 0 {
        return Err(Refusal::NotAPicture {});
    }
    let hash = secret::hash_of(&data);
    let (width, height) = (size.width as i64, size.height as i64);
    Ok(Logo { about: AboutLogo { hash, media_type: media_type.to_owned(), width, height }, data })
}

/// Chunk after chunk, each with its length, up to IEND, which is the last; not one of an animation among them.
fn png_is_whole(data: &[u8]) -> Option<()> {
    let mut rest = data.get(8..)?;
    loop {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let kind = rest.get(4..8)?;
        rest = rest.get(length.checked_add(12)?..)?;
        match kind {
            b"acTL" | b"fdAT" => return None,
            b"IEND" => return rest.is_empty().then_some(()),
            _ => {}
        }
    }
}

/// Segment after segment, each with its length, and behind each scan its data, up to the end of the picture, which is the last.
fn jpeg_is_whole(data: &[u8]) -> Option<()> {
    let mut rest = data.strip_prefix(&[0xff, 0xd8])?;
    loop {
        let [0xff, marker, behind @ ..] = rest else { return None };
        if *marker == 0xd9 {
            return behind.is_empty().then_some(());
        }
        let length = usize::from(u16::from_be_bytes(behind.get(..2)?.try_into().ok()?));
        rest = behind.get(length.max(2)..)?;
        if *marker == 0xda {
            // In the data of a scan 0xff stands for itself before 0x00, and restarts it before 0xd0 to 0xd7.
            let ends = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7);
            rest = rest.get(rest.windows(2).position(ends)?..)?;
        }
    }
}

/// RIFF names its length, and every chunk its own; none of an animation among them.
fn webp_is_whole(data: &[u8]) -> Option<()> {
    let length = u32::from_le_bytes(data.get(4..8)?.try_into().ok()?) as usize;
    let mut rest = data.get(12..).filter(|_| length.checked_add(8) == Some(data.len()))?;
    while !rest.is_empty() {
        let length = u32::from_le_bytes(rest.get(4..8)?.try_into().ok()?) as usize;
        if matches!(rest.get(..4)?, b"ANIM" | b"ANMF") {
            return None;
        }
        // A chunk of odd length is filled up with a byte.
        rest = rest.get((length.checked_add(length % 2)?).checked_add(8)?..)?;
    }
    Some(())
}

//! Which file an identifier belongs to: each names one article of the archive.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::Document;
use crate::error::Result;
use crate::index::{Archive, article_key, article_owners};

/// The identifiers that are taken, and by which file.
pub struct Claims {
    owners: Mutex<FxHashMap<u64, Arc<str>>>,
}

impl Claims {
    /// Reads the identifiers that `archive` holds, without those of `vanished` files.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Index`](crate::error::ErrorKind) when the index is damaged.
    pub fn read(archive: &Archive, vanished: &[String]) -> Result<Claims> {
        let vanished: FxHashSet<&str> = vanished.iter().map(String::as_str).collect();
        let mut owners = article_owners(archive)?;
        owners.retain(|_, file| !vanished.contains(&**file));
        Ok(Claims { owners: Mutex::new(owners) })
    }

    /// Takes the identifier of `doc` for its file. Where another file, or
    /// `own`, an earlier article of this file, has it, the article gets another
    /// one, made of its place, and the reason is returned.
    pub fn take(&self, doc: &mut Document, own: &mut FxHashSet<u64>) -> Option<String> {
        let mut owners = self.owners.lock().unwrap_or_else(PoisonError::into_inner);
        let key = article_key(&doc.id);
        let owner = owners.get(&key).filter(|file| ***file != *doc.source.path);
        let taken_by = owner.cloned().or_else(|| own.contains(&key).then(|| doc.source.path.as_str().into()));
        let mut reason = None;
        if let Some(other) = taken_by {
            let id = format!("{}~{:08x}", doc.id, article_key(&format!("{:?}", doc.source)) as u32);
            reason = Some(format!("the identifier {} is also in {other}; it became {id}", doc.id));
            doc.id = id;
        }
        let key = article_key(&doc.id);
        owners.insert(key, doc.source.path.as_str().into());
        own.insert(key);
        reason
    }
}

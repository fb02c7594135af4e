//! What people have corrected: `.dateline/corrections.toml`, read and checked.

use serde::{Deserialize, Serialize};

/// The corrections of an archive; empty where there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrections {}

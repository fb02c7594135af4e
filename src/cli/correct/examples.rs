//! The examples in the help of `dateline correct` and what it can do.

pub(super) const EXAMPLES: &str = "\
Examples:
  dateline correct merge Nairobi Gigiri --note \"a part of the city\"
  dateline correct split \"Wang Lulin\" --as \"Lulin (swimmer)\" --article 463c23fc746ca6e0
  dateline correct reject e9f8e680 --note \"a quotation from 1956\"
  dateline correct retype bd66f926 --status denied
  dateline correct rename \"Foreign Minister Wang\" \"Wang Lulin (minister)\"
  dateline correct add-event --with \"Coastal Council\" --with \"Highland Movement\" \\
      --in Doha --from 2024-04-18 --article 5432985c45e8e25c
  dateline correct undo";

pub(super) const MERGE: &str = "\
Examples:
  dateline correct merge Nairobi Gigiri --note \"a part of the city\"
  dateline correct merge e9f8e680 b4b95359";

pub(super) const SPLIT: &str = "\
Examples:
  dateline correct split \"Wang Lulin\" --as \"Lulin (swimmer)\" --article 463c23fc746ca6e0
  dateline correct split e9f8e680 --article 867b7f55dbf77318";

pub(super) const ALIAS: &str = "\
Examples:
  dateline correct alias \"Wang Jiahe\" \"the envoy for the Horn\"
  dateline correct alias wang-jiahe-28b116 \"Envoy Wang\"";

pub(super) const REJECT: &str = "\
Examples:
  dateline correct reject \"Northern Wire\"
  dateline correct reject e9f8e680 --note \"a quotation from 1956\"";

pub(super) const RETYPE: &str = "\
Examples:
  dateline correct retype \"Palais des Nations\" --kind place
  dateline correct retype e9f8e680 --status denied";

pub(super) const ADD: &str = "\
Examples:
  dateline correct add \"Asha Warsame\"
  dateline correct add \"Harbour Board\" --kind organization --alias HB";

pub(super) const RENAME: &str = "\
Examples:
  dateline correct rename \"Foreign Minister Wang\" \"Wang Lulin (minister)\"";

pub(super) const ADD_EVENT: &str = "\
Examples:
  dateline correct add-event --with \"Coastal Council\" --with \"Highland Movement\" \\
      --in Doha --from 2024-04-18 --article 5432985c45e8e25c";

pub(super) const APPLY: &str = "\
Examples:
  dateline correct apply colleague/corrections.toml";

pub(super) const UNDO: &str = "\
Examples:
  dateline correct undo
  dateline correct undo 2";

pub(super) const LIST: &str = "\
Examples:
  dateline correct list
  dateline correct list > shared.toml";

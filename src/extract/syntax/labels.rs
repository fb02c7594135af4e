//! The closed sets of the annotation: parts of speech and relations.
//!
//! The names are those of Universal Dependencies 2 and of the Penn Treebank as
//! the GUM corpus uses them. The order of the variants is the order of the
//! network's outputs: a change needs a new model.

use std::fmt;

/// Defines a set of labels with its spelling in CoNLL-U.
macro_rules! labels {
    ($(#[$about:meta])* $name:ident { $($variant:ident $text:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name {
            $(
                #[doc = concat!("The label written <code>", $text, "</code>.")]
                $variant,
            )*
        }

        impl $name {
            /// Every label, in the order of the network's outputs.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The label as CoNLL-U spells it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $($name::$variant => $text,)*
                }
            }

            /// Finds the label that CoNLL-U spells `text`.
            pub fn parse(text: &str) -> Option<$name> {
                match text {
                    $($text => Some($name::$variant),)*
                    _ => None,
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

labels! {
    /// A universal part of speech.
    Upos {
        Adj "ADJ", Adp "ADP", Adv "ADV", Aux "AUX", Cconj "CCONJ", Det "DET", Intj "INTJ", Noun "NOUN", Num "NUM",
        Part "PART", Pron "PRON", Propn "PROPN", Punct "PUNCT", Sconj "SCONJ", Sym "SYM", Verb "VERB", X "X",
    }
}

labels! {
    /// A part of speech of the Penn Treebank, which tells tense and number.
    Xpos {
        Cc "CC", Cd "CD", Dt "DT", Ex "EX", Fw "FW", In "IN", Jj "JJ", Jjr "JJR", Jjs "JJS", Ls "LS", Md "MD",
        Nn "NN", Nnp "NNP", Nnps "NNPS", Nns "NNS", Pdt "PDT", Pos "POS", Prp "PRP", PrpPossessive "PRP$", Rb "RB",
        Rbr "RBR", Rbs "RBS", Rp "RP", Sym "SYM", To "TO", Uh "UH", Vb "VB", Vbd "VBD", Vbg "VBG", Vbn "VBN",
        Vbp "VBP", Vbz "VBZ", Wdt "WDT", Wp "WP", WpPossessive "WP$", Wrb "WRB", Comma ",", Period ".", Colon ":",
        OpenBracket "-LRB-", CloseBracket "-RRB-", OpenQuote "``", CloseQuote "''", Dollar "$", Hyphen "HYPH",
    }
}

labels! {
    /// A relation of a word to its head.
    Relation {
        Acl "acl", AclRelcl "acl:relcl", Advcl "advcl", AdvclRelcl "advcl:relcl", Advmod "advmod", Amod "amod",
        Appos "appos", Aux "aux", AuxPass "aux:pass", Case "case", Cc "cc", CcPreconj "cc:preconj", Ccomp "ccomp",
        Compound "compound", CompoundPrt "compound:prt", Conj "conj", Cop "cop", Csubj "csubj",
        CsubjPass "csubj:pass", Dep "dep", Det "det", DetPredet "det:predet", Discourse "discourse",
        Dislocated "dislocated", Expl "expl", Fixed "fixed", Flat "flat", Goeswith "goeswith", Iobj "iobj",
        List "list", Mark "mark", Nmod "nmod", NmodDesc "nmod:desc", NmodPoss "nmod:poss",
        NmodUnmarked "nmod:unmarked", Nsubj "nsubj", NsubjOuter "nsubj:outer", NsubjPass "nsubj:pass",
        Nummod "nummod", Obj "obj", Obl "obl", OblAgent "obl:agent", OblUnmarked "obl:unmarked", Orphan "orphan",
        Parataxis "parataxis", Punct "punct", Reparandum "reparandum", Root "root", Vocative "vocative", Xcomp "xcomp",
    }
}

impl Xpos {
    /// Tells whether a verb has this tag, modals included.
    pub fn is_verb(self) -> bool {
        matches!(self, Xpos::Vb | Xpos::Vbd | Xpos::Vbg | Xpos::Vbn | Xpos::Vbp | Xpos::Vbz | Xpos::Md)
    }

    /// Tells whether a noun or a proper noun has this tag.
    pub fn is_noun(self) -> bool {
        matches!(self, Xpos::Nn | Xpos::Nns | Xpos::Nnp | Xpos::Nnps)
    }
}

impl Relation {
    /// Tells whether the word is a subject, of an active or a passive verb.
    pub fn is_subject(self) -> bool {
        use Relation::{Csubj, CsubjPass, Nsubj, NsubjOuter, NsubjPass};
        matches!(self, Nsubj | NsubjOuter | NsubjPass | Csubj | CsubjPass)
    }

    /// Tells whether the word is an oblique of a verb: in *met in Rome on
    /// Monday*, both *Rome* and *Monday*.
    pub fn is_oblique(self) -> bool {
        matches!(self, Relation::Obl | Relation::OblAgent | Relation::OblUnmarked)
    }

    /// Tells whether the word modifies a noun as a noun does.
    pub fn is_nominal_modifier(self) -> bool {
        use Relation::{Nmod, NmodDesc, NmodPoss, NmodUnmarked};
        matches!(self, Nmod | NmodPoss | NmodDesc | NmodUnmarked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_spelt_and_read_alike() {
        assert!(Upos::ALL.iter().all(|label| Upos::parse(label.as_str()) == Some(*label)));
        assert!(Xpos::ALL.iter().all(|label| Xpos::parse(label.as_str()) == Some(*label)));
        assert!(Relation::ALL.iter().all(|label| Relation::parse(label.as_str()) == Some(*label)));
        assert!(Relation::ALL.iter().enumerate().all(|(at, label)| *label as usize == at));
    }
}

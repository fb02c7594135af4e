//! Functions that are compiled twice: for any processor, and for one with wider
//! registers.
//!
//! Loops stay loops in them, and what they call is inlined: a closure or a
//! function that is not would not be compiled for the wider processor.

/// Defines a function twice, for any processor and for those with AVX2 and
/// FMA, and one that chooses. Both round alike, so that results are the same
/// everywhere.
macro_rules! wide {
    ($(#[$about:meta])* $visible:vis fn $name:ident($($argument:ident: $type:ty),*) $(-> $result:ty)? $body:block) => {
        $(#[$about])*
        $visible fn $name($($argument: $type),*) $(-> $result)? {
            #[inline(always)]
            fn plain($($argument: $type),*) $(-> $result)? $body

            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,fma")]
            fn vector($($argument: $type),*) $(-> $result)? {
                plain($($argument),*)
            }

            #[cfg(target_arch = "x86_64")]
            if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma") {
                // SAFETY: the processor has just been asked for AVX2 and FMA.
                return unsafe { vector($($argument),*) };
            }
            plain($($argument),*)
        }
    };
}

pub(super) use wide;

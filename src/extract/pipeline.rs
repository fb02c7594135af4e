//! An ordered list of components whose needs are met.

use std::fmt;
use std::time::{Duration, Instant};

use super::{Component, Layer};
use crate::document::Document;

/// Components in an order in which each finds the layers that it requires.
pub struct Pipeline {
    components: Vec<Box<dyn Component>>,
}

/// A component that would run before a layer that it requires is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PipelineError {
    /// The component.
    pub component: &'static str,
    /// The layer that nothing before it assigns.
    pub missing: Layer,
}

impl fmt::Display for PipelineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "component `{}` requires the layer {}, which nothing before it assigns",
            self.component, self.missing
        )
    }
}

impl std::error::Error for PipelineError {}

impl Pipeline {
    /// Builds a pipeline of `components`, in the order given.
    ///
    /// # Errors
    ///
    /// The first component that requires a layer which none before it assigns.
    pub fn new(components: Vec<Box<dyn Component>>) -> Result<Pipeline, PipelineError> {
        let mut assigned: Vec<Layer> = Vec::new();
        for component in &components {
            if let Some(&missing) = component.requires().iter().find(|layer| !assigned.contains(layer)) {
                return Err(PipelineError { component: component.name(), missing });
            }
            assigned.extend(component.assigns());
        }
        Ok(Pipeline { components })
    }

    /// Adds every layer to `doc`.
    pub fn apply(&self, doc: &mut Document) {
        for component in &self.components {
            component.apply(doc);
        }
    }

    /// Adds every layer to `doc` and calls `each` with the name of each
    /// component and the time that it took.
    pub fn apply_timed(&self, doc: &mut Document, mut each: impl FnMut(&'static str, Duration)) {
        for component in &self.components {
            let start = Instant::now();
            component.apply(doc);
            each(component.name(), start.elapsed());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Step(&'static [Layer], &'static [Layer]);

    impl Component for Step {
        fn name(&self) -> &'static str {
            "step"
        }
        fn requires(&self) -> &'static [Layer] {
            self.0
        }
        fn assigns(&self) -> &'static [Layer] {
            self.1
        }
        fn apply(&self, _: &mut Document) {}
    }

    #[test]
    fn a_pipeline_is_built_only_in_an_order_that_works() {
        let tokens = || Box::new(Step(&[], &[Layer::Tokens]));
        let names = || Box::new(Step(&[Layer::Tokens], &[Layer::Names]));
        assert!(Pipeline::new(vec![tokens(), names()]).is_ok());
        let error = Pipeline::new(vec![names(), tokens()]).err();
        assert_eq!(error, Some(PipelineError { component: "step", missing: Layer::Tokens }));
    }
}

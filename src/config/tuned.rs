//! A scheme with other weights, as a file says it.

use super::error::{ConfigError, ConfigProblem};
use super::scheme::{BUILT_IN, Scheme};

/// What the name of such a scheme ends in.
const ENDING: &str = "-tuned";

impl Scheme {
    /// The same scheme with other weights of the parts of one score (`interaction`): of a built-in one a file that
    /// stands on it, else the operator's own text, which loses its comments.
    ///
    /// # Errors
    /// If the weights make no sense.
    pub fn with_weights(&self, score: &str, weights: &[(&str, f64)]) -> Result<Scheme, ConfigError> {
        let name = format!("{}{ENDING}", self.name);
        let file = format!("{name}.toml");
        let is_built_in = BUILT_IN.iter().any(|(name, text)| *name == self.name && *text == self.text());
        let mut table = if is_built_in {
            toml::Table::from_iter([("extends".to_owned(), self.name.clone().into())])
        } else {
            self.text().parse().map_err(|error: toml::de::Error| {
                let problem = ConfigProblem::Toml(1, error.to_string());
                ConfigError { file: file.clone(), line: 1, key: None, problem }
            })?
        };
        // The text has the words of dictionary files in it, which do not lie beside wherever it is written.
        table.remove("dictionary");
        table.insert("name".to_owned(), name.into());
        table.insert("title".to_owned(), self.title.clone().into());
        let all = self.weights.each().into_iter().map(|(key, parts)| {
            let key = key.trim_start_matches("weights.");
            let parts = if key == score { weights.to_vec() } else { parts };
            let parts = parts.into_iter().map(|(part, weight)| (part.to_owned(), toml::Value::Float(weight)));
            (key.to_owned(), toml::Value::Table(parts.collect()))
        });
        table.insert("weights".to_owned(), toml::Value::Table(all.collect()));
        Scheme::read(&file, &table.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEIGHTS: [(&str, f64); 3] = [("order_frequency", 0.2), ("order_amount", 0.7), ("order_recency", 0.1)];

    #[test]
    fn of_a_built_in_scheme_a_file_stands_on_it_and_says_only_the_weights() {
        let retail = Scheme::of_the_program("retail").unwrap().unwrap();
        let tuned = retail.with_weights("consumption", &WEIGHTS).unwrap();
        let changed: Vec<_> = retail.changes(&tuned).into_iter().map(|change| change.key).collect();
        let parts = ["order_amount", "order_frequency", "order_recency"];
        assert_eq!(changed, parts.map(|part| format!("weights.consumption.{part}")));
        assert_eq!((tuned.name.as_str(), tuned.title.as_str()), ("retail-tuned", "私域零售"));
        assert!(tuned.text().contains("extends = \"retail\"") && !tuned.text().contains("topic"), "{}", tuned.text());
    }

    #[test]
    fn an_operators_own_text_keeps_what_else_it_says() {
        let own = "name = \"mine\"\ntitle = \"我的\"\nextends = \"default\"\n[churn] # earlier\nmedium = 0.3\nhigh = 0.5\nvery_high = 0.7\n";
        let tuned = Scheme::read("mine.toml", own).unwrap().with_weights("consumption", &WEIGHTS).unwrap();
        assert_eq!((tuned.churn.high, tuned.weights.consumption.order_amount), (0.5, 0.7));
        let again = tuned.with_weights("consumption", &WEIGHTS).unwrap();
        assert_eq!(again.weights, tuned.weights);
    }
}

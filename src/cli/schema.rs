//! `onrecord schema`: the JSON Schemas of the file formats.

use super::args::SchemaOf;
use crate::store::{config, transcript, whole};

/// The schema of a format, indented, with a line end.
pub fn of(format: SchemaOf) -> String {
    let schema = match format {
        SchemaOf::Transcript => transcript::schema(),
        SchemaOf::Json => whole::schema(),
        SchemaOf::Config => config::schema(),
    };
    format!("{schema:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sample::Sample;
    use crate::store::yaml;

    /// `ONRECORD_BLESS=1` writes the shipped file anew.
    #[test]
    fn the_shipped_schemas_are_the_generated_ones() {
        for (name, format) in [
            ("transcript", SchemaOf::Transcript),
            ("json", SchemaOf::Json),
        ] {
            let path = format!("{}/data/{name}.schema.json", env!("CARGO_MANIFEST_DIR"));
            if std::env::var_os("ONRECORD_BLESS").is_some() {
                std::fs::write(&path, of(format)).expect("written");
            }
            assert_eq!(
                std::fs::read_to_string(&path).expect("it is shipped"),
                of(format)
            );
        }
    }

    #[test]
    fn the_schema_takes_good_transcripts_and_refuses_others() {
        let schema = transcript::schema();
        let validator = jsonschema::validator_for(&schema).expect("a schema");
        let turn = serde_json::json!({"speaker": "a", "text": "b", "start": 3.5, "page": 2});
        for (value, good) in [
            (serde_json::json!({"turns": [turn, {"gap": "x"}]}), true),
            (
                serde_json::json!({"calls": [{"turns": [turn]}], "title": null}),
                true,
            ),
            (serde_json::json!({"calls": [], "turns": []}), false),
            (serde_json::json!({"title": "x"}), false),
            (serde_json::json!({"turns": [{"speaker": "a"}]}), false),
            (serde_json::json!({"turns": [turn], "colour": "red"}), false),
            (
                serde_json::json!({"turns": [{"speaker": "a", "text": "b", "fidelity": "bad"}]}),
                false,
            ),
            (
                serde_json::json!({"turns": [{"speaker": "a", "text": "b", "start": "1e3"}]}),
                false,
            ),
        ] {
            assert_eq!(validator.is_valid(&value), good, "{value}");
        }
    }

    #[test]
    fn the_samples_fit_the_schema() {
        let validator = jsonschema::validator_for(&transcript::schema()).expect("a schema");
        for sample in Sample::all() {
            let (node, _) = yaml::parse(sample.text());
            let value = json(&node.expect("it can be read"));
            let errors: Vec<_> = validator
                .iter_errors(&value)
                .map(|e| e.to_string())
                .collect();
            assert_eq!(errors, [""; 0], "{}", sample.name());
        }
    }

    fn json(node: &yaml::Node<'_>) -> serde_json::Value {
        match node.kind() {
            yaml::Kind::Scalar(text) => text.as_ref().into(),
            yaml::Kind::Sequence(list) => list.iter().map(json).collect(),
            yaml::Kind::Mapping(entries) => {
                let field = |(key, value): &(yaml::Node<'_>, yaml::Node<'_>)| {
                    (key.scalar().unwrap_or_default().to_owned(), json(value))
                };
                serde_json::Value::Object(entries.iter().map(field).collect())
            }
            yaml::Kind::Nothing => serde_json::Value::Null,
        }
    }
}

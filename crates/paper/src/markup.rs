//! Elements of HTML and SVG. What is made of them is well-formed, and every text in it is escaped.

use std::fmt::{Arguments, Display, Write as _};

/// An element with its attributes and what stands in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    content: Vec<Content>,
}

#[derive(Clone, Debug, PartialEq)]
enum Content {
    Text(String),
    Raw(&'static str),
    Element(Element),
}

/// An empty element.
pub fn tag(name: &'static str) -> Element {
    Element { name, attributes: Vec::new(), content: Vec::new() }
}

/// An empty element with a class.
pub fn classed(name: &'static str, class: &str) -> Element {
    tag(name).set("class", class)
}

impl Element {
    /// With an attribute.
    #[must_use]
    pub fn set(mut self, name: &'static str, value: impl Display) -> Self {
        self.attributes.push((name, value.to_string()));
        self
    }

    /// With a coordinate or length, to a tenth.
    #[must_use]
    pub fn at(self, name: &'static str, value: f64) -> Self {
        self.set(name, Tenths(value))
    }

    /// With text at its end.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.content.push(Content::Text(text.into()));
        self
    }

    /// With text of our own that needs no escaping, such as a style sheet.
    #[must_use]
    pub fn raw(mut self, text: &'static str) -> Self {
        self.content.push(Content::Raw(text));
        self
    }

    /// With an element at its end.
    #[must_use]
    pub fn with(mut self, element: Self) -> Self {
        self.content.push(Content::Element(element));
        self
    }

    /// With elements at its end.
    #[must_use]
    pub fn with_all(mut self, elements: impl IntoIterator<Item = Self>) -> Self {
        self.content.extend(elements.into_iter().map(Content::Element));
        self
    }

    /// An attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(it, _)| *it == name).map(|(_, value)| value.as_str())
    }

    /// The text of the heading that it begins with.
    pub fn heading(&self) -> Option<&str> {
        let Some(Content::Element(first)) = self.content.first() else { return None };
        match (first.name, first.content.first()) {
            ("h2", Some(Content::Text(text))) => Some(text),
            _ => None,
        }
    }

    /// As text.
    pub fn render(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, text: &mut String) {
        text.push('<');
        text.push_str(self.name);
        for (name, value) in &self.attributes {
            text.push(' ');
            text.push_str(name);
            text.push_str("=\"");
            escape(value, text);
            text.push('"');
        }
        if self.content.is_empty() && may_be_empty(self.name) {
            text.push_str("/>");
            return;
        }
        text.push('>');
        for content in &self.content {
            match content {
                Content::Text(words) => escape(words, text),
                Content::Raw(words) => text.push_str(words),
                Content::Element(element) => element.write(text),
            }
        }
        text.push_str("</");
        text.push_str(self.name);
        text.push('>');
        if stands_on_its_own_line(self.name) {
            text.push('\n');
        }
    }
}

/// Elements that HTML closes itself, and those of SVG that need no content.
fn may_be_empty(name: &str) -> bool {
    matches!(name, "meta" | "br" | "rect" | "path" | "line" | "circle" | "polygon" | "polyline" | "col")
}

fn stands_on_its_own_line(name: &str) -> bool {
    matches!(
        name,
        "p" | "h1" | "h2" | "h3" | "tr" | "table" | "section" | "svg" | "li" | "div" | "head" | "style"
    )
}

fn escape(words: &str, text: &mut String) {
    for c in words.chars() {
        match c {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            // Control characters have no place in HTML.
            c if c.is_control() && !matches!(c, '\n' | '\t') => text.push('\u{fffd}'),
            c => text.push(c),
        }
    }
}

/// A number to a tenth, without a needless zero.
struct Tenths(f64);

impl Display for Tenths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tenths = (self.0 * 10.0).round() as i64;
        let sign = if tenths < 0 { "-" } else { "" };
        let (whole, part) = (tenths.abs() / 10, tenths.abs() % 10);
        if part == 0 { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{part}") }
    }
}

/// A path of SVG.
#[derive(Clone, Debug, Default)]
pub struct Line(String);

impl Line {
    /// Goes somewhere without drawing.
    pub fn jump(&mut self, x: f64, y: f64) {
        self.step(format_args!("M{} {}", Tenths(x), Tenths(y)));
    }

    /// Draws straight on.
    pub fn go(&mut self, x: f64, y: f64) {
        self.step(format_args!("L{} {}", Tenths(x), Tenths(y)));
    }

    /// Draws a curve that leaves and comes in vertically.
    pub fn swing(&mut self, (from_x, from_y): (f64, f64), (x, y): (f64, f64)) {
        let middle = Tenths(f64::midpoint(from_y, y));
        let (from_x, x, y) = (Tenths(from_x), Tenths(x), Tenths(y));
        self.step(format_args!("C{from_x} {middle} {x} {middle} {x} {y}"));
    }

    fn step(&mut self, step: Arguments<'_>) {
        self.0.write_fmt(step).expect("a string takes what it is given");
    }

    /// Goes back to where it began.
    pub fn close(&mut self) {
        self.0.push('Z');
    }

    /// The element.
    pub fn element(self, class: &str) -> Element {
        classed("path", class).set("d", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_wherever_they_stand() {
        let it = tag("p").set("title", "a \"b\" <c>").text("<script>&amp;\u{1b}");
        assert_eq!(
            it.render(),
            "<p title=\"a &quot;b&quot; &lt;c&gt;\">&lt;script&gt;&amp;amp;\u{fffd}</p>\n"
        );
    }

    #[test]
    fn only_what_has_no_content_is_closed_at_once() {
        assert_eq!(tag("td").render(), "<td></td>");
        assert_eq!(tag("rect").at("x", -0.04).at("y", -1.26).render(), "<rect x=\"0\" y=\"-1.3\"/>");
    }
}

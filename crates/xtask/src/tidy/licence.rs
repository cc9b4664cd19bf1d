//! SPDX expressions, as far as licences of packages need them: names, AND, OR, WITH, brackets, and the old slash.

/// Whether the expression can be satisfied with allowed licences only.
pub fn allowed(expression: &str, allow: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = Words { words: spaced.split_whitespace().collect(), next: 0 };
    let result = words.any(allow);
    result && words.next == words.words.len()
}

struct Words<'a> {
    words: Vec<&'a str>,
    next: usize,
}

impl<'a> Words<'a> {
    fn take(&mut self) -> Option<&'a str> {
        let word = self.words.get(self.next).copied();
        self.next += 1;
        word
    }

    fn take_if(&mut self, word: &str) -> bool {
        let here = self.words.get(self.next) == Some(&word);
        self.next += usize::from(here);
        here
    }

    fn any(&mut self, allow: &[String]) -> bool {
        let mut result = self.all(allow);
        while self.take_if("OR") {
            result |= self.all(allow);
        }
        result
    }

    fn all(&mut self, allow: &[String]) -> bool {
        let mut result = self.one(allow);
        while self.take_if("AND") {
            result &= self.one(allow);
        }
        result
    }

    fn one(&mut self, allow: &[String]) -> bool {
        if self.take_if("(") {
            let result = self.any(allow);
            return self.take_if(")") && result;
        }
        let Some(licence) = self.take() else { return false };
        let exception = if self.take_if("WITH") { self.take() } else { None };
        let whole =
            exception.map_or_else(|| licence.to_owned(), |exception| format!("{licence} WITH {exception}"));
        allow.contains(&whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_read_as_spdx_says() {
        let allow = ["MIT", "Apache-2.0", "Unicode-3.0"].map(str::to_owned);
        for yes in [
            "MIT",
            "GPL-3.0 OR MIT",
            "Unlicense/MIT",
            "(MIT OR GPL-3.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR MIT",
        ] {
            assert!(allowed(yes, &allow), "{yes}");
        }
        for no in ["GPL-3.0", "MIT AND GPL-3.0", "Apache-2.0 WITH LLVM-exception", "", "(MIT", "MIT MIT"] {
            assert!(!allowed(no, &allow), "{no}");
        }
    }
}

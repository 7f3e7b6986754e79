//! The tree of a web page: the nodes in one list, as html5ever's tree builder makes them.
//!
//! The parser is html5ever, which reads broken markup as browsers do; this is the light end of
//! it. What a general tree does beside (attributes sorted for a search, selectors) took longer
//! here than all the rest of the reading.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, LocalName, QualName};

/// A page as a tree.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

/// Place of a node in the list.
pub(super) type Id = u32;

/// No node. A page has at most 8 MiB, so that ids never come near.
const NONE: Id = Id::MAX;

#[derive(Debug)]
struct Node {
    parent: Id,
    previous: Id,
    next: Id,
    first: Id,
    last: Id,
    data: Data,
}

#[derive(Debug)]
enum Data {
    /// The page itself, or the contents of a template.
    Root,
    Element(Element),
    Text(StrTendril),
    Comment(StrTendril),
}

/// An element with its attributes.
#[derive(Debug)]
pub(super) struct Element {
    name: QualName,
    attributes: Vec<Attribute>,
}

impl Element {
    pub fn name(&self) -> &LocalName {
        &self.name.local
    }

    /// The value of an attribute, empty for one without a value.
    pub fn attribute(&self, name: &LocalName) -> Option<&str> {
        self.attributes.iter().find(|a| a.name.local == *name).map(|a| &*a.value)
    }
}

/// What is met on the way through a tree, in the order of the page.
#[derive(Debug)]
pub(super) enum Step<'a> {
    Open(Id, &'a Element),
    Text(&'a str),
    Comment(&'a str),
    Close(&'a Element),
}

impl Tree {
    /// Parses a page.
    pub fn parse(page: &str) -> Tree {
        let tree = Tree { nodes: vec![Node::new(Data::Root)] };
        let builder = Builder(RefCell::new(tree));
        super::tokens::parse(page, builder)
    }

    /// Goes through the page, without recursion: a million nested tags are no deep stack.
    pub fn walk(&self) -> impl Iterator<Item = Step<'_>> {
        self.walk_in(0)
    }

    /// Goes through what lies inside a node.
    pub fn walk_in(&self, root: Id) -> impl Iterator<Item = Step<'_>> {
        let mut next = Some((self.node(root).first, true));
        std::iter::from_fn(move || {
            loop {
                let (id, opens) = next?;
                if id == NONE {
                    // Nothing inside the root.
                    return None;
                }
                let node = self.node(id);
                next = match (opens, node.first, node.next) {
                    (true, first, _) if first != NONE => Some((first, true)),
                    // A node without children is closed next.
                    (true, ..) => Some((id, false)),
                    (false, _, sibling) if sibling != NONE => Some((sibling, true)),
                    (false, ..) if node.parent == root => None,
                    (false, ..) => Some((node.parent, false)),
                };
                match (&node.data, opens) {
                    (Data::Element(element), true) => return Some(Step::Open(id, element)),
                    (Data::Element(element), false) => return Some(Step::Close(element)),
                    (Data::Text(text), true) => return Some(Step::Text(text)),
                    (Data::Comment(text), true) => return Some(Step::Comment(text)),
                    _ => {}
                }
            }
        })
    }

    /// All text of the page.
    pub fn text(&self) -> String {
        self.text_in(0)
    }

    /// The text inside a node.
    pub fn text_in(&self, root: Id) -> String {
        let texts = self.walk_in(root).filter_map(|step| match step {
            Step::Text(text) => Some(text),
            _ => None,
        });
        texts.collect()
    }

    fn node(&self, id: Id) -> &Node {
        &self.nodes[id as usize]
    }

    fn node_mut(&mut self, id: Id) -> &mut Node {
        &mut self.nodes[id as usize]
    }

    fn add(&mut self, data: Data) -> Id {
        self.nodes.push(Node::new(data));
        (self.nodes.len() - 1) as Id
    }

    fn detach(&mut self, id: Id) {
        let Node { parent, previous, next, .. } = *self.node(id);
        if parent == NONE {
            return;
        }
        match previous {
            NONE => self.node_mut(parent).first = next,
            previous => self.node_mut(previous).next = next,
        }
        match next {
            NONE => self.node_mut(parent).last = previous,
            next => self.node_mut(next).previous = previous,
        }
        let node = self.node_mut(id);
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
    }

    /// Puts a node without a parent before a sibling, or behind all children.
    fn insert(&mut self, parent: Id, before: Id, id: Id) {
        let previous = match before {
            NONE => std::mem::replace(&mut self.node_mut(parent).last, id),
            before => std::mem::replace(&mut self.node_mut(before).previous, id),
        };
        match previous {
            NONE => self.node_mut(parent).first = id,
            previous => self.node_mut(previous).next = id,
        }
        let node = self.node_mut(id);
        (node.parent, node.previous, node.next) = (parent, previous, before);
    }

    /// Puts a node or text there; text behind text is one text.
    fn insert_either(&mut self, parent: Id, before: Id, child: NodeOrText<Id>) {
        let id = match child {
            NodeOrText::AppendNode(id) => {
                self.detach(id);
                id
            }
            NodeOrText::AppendText(text) => {
                let previous = match before {
                    NONE => self.node(parent).last,
                    before => self.node(before).previous,
                };
                if previous != NONE
                    && let Data::Text(there) = &mut self.node_mut(previous).data
                {
                    there.push_tendril(&text);
                    return;
                }
                self.add(Data::Text(text))
            }
        };
        self.insert(parent, before, id);
    }
}

impl Node {
    fn new(data: Data) -> Node {
        Node { parent: NONE, previous: NONE, next: NONE, first: NONE, last: NONE, data }
    }
}

/// What html5ever builds into.
struct Builder(RefCell<Tree>);

impl TreeSink for Builder {
    type Handle = Id;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        self.0.into_inner()
    }

    fn get_document(&self) -> Id {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Ref<'a, QualName> {
        Ref::map(self.0.borrow(), |tree| match &tree.node(*target).data {
            Data::Element(element) => &element.name,
            _ => unreachable!("html5ever asks only elements for their name"),
        })
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> Id {
        let mut tree = self.0.borrow_mut();
        let id = tree.add(Data::Element(Element { name, attributes }));
        if flags.template {
            let contents = tree.add(Data::Root);
            tree.insert(id, NONE, contents);
        }
        id
    }

    fn get_template_contents(&self, target: &Id) -> Id {
        self.0.borrow().node(*target).first
    }

    fn create_comment(&self, text: StrTendril) -> Id {
        self.0.borrow_mut().add(Data::Comment(text))
    }

    fn create_pi(&self, _target: StrTendril, data: StrTendril) -> Id {
        self.create_comment(data)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.0.borrow_mut().insert_either(*parent, NONE, child);
    }

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        let mut tree = self.0.borrow_mut();
        let parent = tree.node(*sibling).parent;
        if parent != NONE {
            tree.insert_either(parent, *sibling, child);
        }
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        let has_parent = self.0.borrow().node(*element).parent != NONE;
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, attributes: Vec<Attribute>) {
        if let Data::Element(element) = &mut self.0.borrow_mut().node_mut(*target).data {
            for new in attributes {
                if !element.attributes.iter().any(|there| there.name == new.name) {
                    element.attributes.push(new);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        self.0.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        let mut tree = self.0.borrow_mut();
        loop {
            let child = tree.node(*node).first;
            if child == NONE {
                break;
            }
            tree.detach(child);
            tree.insert(*new_parent, NONE, child);
        }
    }

    fn same_node(&self, one: &Id, other: &Id) -> bool {
        one == other
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn parse_error(&self, _: Cow<'static, str>) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree in brackets: `body(p(a) p(b))`.
    fn drawn(page: &str) -> String {
        let tree = Tree::parse(page);
        let mut out = String::new();
        for step in tree.walk() {
            match step {
                Step::Open(_, element) => {
                    if !out.is_empty() && !out.ends_with('(') {
                        out.push(' ');
                    }
                    out.push_str(element.name());
                    out.push('(');
                }
                Step::Text(text) => out.push_str(text),
                Step::Comment(text) => out.push_str(&format!("<{text}>")),
                Step::Close(_) => out.push(')'),
            }
        }
        let body = out.find("body(").map_or(0, |at| at + "body(".len());
        out[body..].trim_end_matches(')').to_owned()
    }

    #[test]
    fn broken_markup_is_read_as_browsers_read_it() {
        for (page, tree) in [
            ("<p>a<p>b", "p(a) p(b"),
            ("<ul><li>a<li>b</ul>c", "ul(li(a) li(b))c"),
            ("<b>a<p>b</b>c</p>", "b(a) p(b(b)c"),
            ("<table><tr><td>a<tr><td>b</table>", "table(tbody(tr(td(a)) tr(td(b"),
            // Text that stands between rows is moved before the table.
            ("<table>a<tr><td>b</table>", "a table(tbody(tr(td(b"),
            ("<a href=x>a<a href=y>b</a>", "a(a) a(b"),
            ("<div><!-- n --><template><p>t</p></template>x</div>", "div(< n > template(p(t))x"),
            ("a &ndash; b &#7893;", "a – b ổ"),
            ("<div></p>a<br></br>", "div(p()a br() br("),
        ] {
            assert_eq!(drawn(page), tree, "{page}");
        }
    }

    #[test]
    fn attributes_are_found_by_name() {
        let tree = Tree::parse("<div CLASS='a' class=b id>x</div>");
        let values = tree.walk().find_map(|step| match step {
            Step::Open(_, element) if &**element.name() == "div" => {
                let value = |name: &str| element.attribute(&name.into()).map(str::to_owned);
                Some([value("class"), value("id"), value("title")])
            }
            _ => None,
        });
        assert_eq!(values, Some([Some("a".to_owned()), Some(String::new()), None]));
    }

    #[test]
    fn inside_of_an_element_is_walked_alone() {
        let tree = Tree::parse("<div><p>a</p></div><p>b</p>");
        let div = tree.walk().find_map(|step| match step {
            Step::Open(id, element) if &**element.name() == "div" => Some(id),
            _ => None,
        });
        assert_eq!(tree.text_in(div.expect("a div")), "a");
        assert_eq!(tree.text(), "ab");
        assert_eq!(Tree::parse("").text(), "");
    }
}

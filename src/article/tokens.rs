//! The tags and texts of a web page, from html5gum's tokenizer to html5ever's tree builder.
//!
//! html5ever's own tokenizer reads names letter by letter; html5gum follows the same standard in
//! half the time, and attributes that nobody asks for need not be made here.

use std::borrow::Cow;
use std::convert::Infallible;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{Attribute, LocalName, QualName, ns};
use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, Span, State, Tokenizer};

/// Attributes that the reader of pages asks for, and those that the tree builder does.
const READ: &[&str] = &[
    "align",
    "class",
    "content",
    "datetime",
    "hidden",
    "href",
    "id",
    "itemprop",
    "name",
    "property",
    "rel",
    "style",
    "type",
    "http-equiv",
    "encoding",
    "color",
    "face",
    "size",
];

/// Parses a page into a sink.
pub(super) fn parse<Sink: TreeSink>(page: &str, sink: Sink) -> Sink::Output {
    let builder = TreeBuilder::new(sink, TreeBuilderOpts::default());
    let tokens = Tokens { builder: &builder, tag: None, attribute: None, next: None };
    let emitter = Bridge(CallbackEmitter::new(tokens));
    let Ok(()) = Tokenizer::new_with_emitter(page, emitter).finish();
    builder.sink.finish()
}

/// Hands tokens on.
struct Tokens<'a, Sink: TreeSink> {
    builder: &'a TreeBuilder<Sink::Handle, Sink>,
    tag: Option<Tag>,
    /// The attribute whose value comes next, if it is one that is read.
    attribute: Option<Attribute>,
    /// How the tree builder wants what is inside the last tag to be read.
    next: Option<State>,
}

impl<Sink: TreeSink> Tokens<'_, Sink> {
    fn hand(&mut self, token: Token) {
        // Nobody asks for lines.
        const LINE: u64 = 1;
        self.next = match self.builder.process_token(token, LINE) {
            TokenSinkResult::Plaintext => Some(State::PlainText),
            TokenSinkResult::RawData(RawKind::Rcdata) => Some(State::RcData),
            TokenSinkResult::RawData(RawKind::Rawtext) => Some(State::RawText),
            TokenSinkResult::RawData(_) => Some(State::ScriptData),
            TokenSinkResult::Script(_) => Some(State::Data),
            _ => None,
        };
    }

    fn end_attribute(&mut self) {
        if let (Some(tag), Some(attribute)) = (&mut self.tag, self.attribute.take()) {
            tag.attrs.push(attribute);
        }
    }
}

/// The words of a token: the page is a string, which html5gum cuts at ASCII signs only.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    simdutf8::basic::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

fn tag(kind: TagKind, name: &[u8]) -> Tag {
    Tag {
        kind,
        name: LocalName::from(&*text(name)),
        self_closing: false,
        attrs: Vec::new(),
        had_duplicate_attributes: false,
    }
}

impl<Sink: TreeSink> Callback<Infallible, ()> for Tokens<'_, Sink> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, _: Span<()>) -> Option<Infallible> {
        match event {
            CallbackEvent::OpenStartTag { name } => self.tag = Some(tag(TagKind::StartTag, name)),
            CallbackEvent::AttributeName { name } => {
                self.end_attribute();
                let name = text(name);
                self.attribute = READ.contains(&&*name).then(|| Attribute {
                    name: QualName::new(None, ns!(), LocalName::from(&*name)),
                    value: StrTendril::new(),
                });
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(attribute) = &mut self.attribute {
                    attribute.value.push_slice(&text(value));
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                self.end_attribute();
                if let Some(tag) = self.tag.take() {
                    self.hand(Token::TagToken(Tag { self_closing, ..tag }));
                }
            }
            CallbackEvent::EndTag { name } => {
                self.hand(Token::TagToken(tag(TagKind::EndTag, name)))
            }
            CallbackEvent::String { value } => {
                for (n, part) in value.split(|&byte| byte == 0).enumerate() {
                    if n > 0 {
                        self.hand(Token::NullCharacterToken);
                    }
                    if !part.is_empty() {
                        self.hand(Token::CharacterTokens(StrTendril::from(&*text(part))));
                    }
                }
            }
            CallbackEvent::Comment { value } => {
                self.hand(Token::CommentToken(StrTendril::from(&*text(value))));
            }
            CallbackEvent::Doctype { name, public_identifier, system_identifier, force_quirks } => {
                let tendril = |bytes: &[u8]| StrTendril::from(&*text(bytes));
                self.hand(Token::DoctypeToken(Doctype {
                    name: Some(tendril(name)).filter(|name| !name.is_empty()),
                    public_id: public_identifier.map(tendril),
                    system_id: system_identifier.map(tendril),
                    force_quirks,
                }));
            }
            CallbackEvent::Error(_) => {}
        }
        None
    }
}

/// Tells html5gum what the tree builder knows: inside which element it reads.
struct Bridge<'a, Sink: TreeSink>(CallbackEmitter<Tokens<'a, Sink>>);

impl<Sink: TreeSink> ForwardingEmitter for Bridge<'_, Sink> {
    type Token = Infallible;

    fn inner(&mut self) -> &mut impl Emitter<Token = Infallible> {
        &mut self.0
    }

    /// Most pages have errors, and nobody reads of them.
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_eof(&mut self) {
        self.0.emit_eof();
        self.0.callback_mut().hand(Token::EOFToken);
        self.0.callback_mut().builder.end();
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        let own = self.0.emit_current_tag();
        self.0.callback_mut().next.take().or(own)
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.0.callback_mut().builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

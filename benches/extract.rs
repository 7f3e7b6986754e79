//! How fast pages become articles, in pages of 40 KB a second, and articles become facts, in
//! bytes of text a second. Compare numbers of one run only.

use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use danvan::article::Article;
use danvan::input::{Page, PageKind};
use danvan::{article, extract, input};

/// That of the command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The example articles and the labelled ones.
fn pages() -> Vec<Page> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [root.join("examples/articles"), root.join("tests/gold")];
    input::pages(&folders, &input::InputOptions::default()).filter_map(Result::ok).collect()
}

/// A page of a news site around an article: menus, related headlines, 40 KB in all.
fn site_page(article: &Article) -> Page {
    let mut html = String::from("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>");
    let paragraphs: String = article.text.lines().map(|l| format!("<p>{l}</p>\n")).collect();
    let link = "<li class=\"item\"><a href=\"/tin-tuc/chi-tiet.html\" title=\"Tin\">\
                <img src=\"/anh/nho.jpg\" alt=\"\">Huyện Thử Nghiệm giao ban quý</a></li>\n";
    let links = link.repeat(40_000_usize.saturating_sub(paragraphs.len()) / 2 / link.len());
    for (open, inside, close) in [
        ("<nav><ul class=\"menu\">", &links, "</ul></nav>"),
        ("<article><div class=\"content\">", &paragraphs, "</div></article>"),
        ("<aside class=\"related\"><ul>", &links, "</ul></aside></body></html>"),
    ] {
        html.extend([open, inside.as_str(), close]);
    }
    Page::new(article.source.clone(), html.into_bytes(), PageKind::Html)
}

fn speed(criterion: &mut Criterion) {
    let articles: Vec<Article> = pages().iter().filter_map(|p| article::read(p).ok()).collect();
    let sites: Vec<Page> = articles.iter().map(site_page).collect();

    let mut group = criterion.benchmark_group("speed");
    group.sample_size(20).measurement_time(Duration::from_secs(3));
    group.throughput(Throughput::Elements(sites.len() as u64));
    group.bench_function("article", |bencher| {
        bencher.iter(|| sites.iter().filter(|page| article::read(page).is_ok()).count());
    });
    group.throughput(Throughput::BytesDecimal(articles.iter().map(|a| a.text.len() as u64).sum()));
    group.bench_function("extract", |bencher| {
        bencher.iter(|| articles.iter().map(extract::extract).collect::<Vec<_>>());
    });
    group.finish();
}

criterion_group!(benches, speed);
criterion_main!(benches);

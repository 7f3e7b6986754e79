//! How fast articles become facts, in bytes of text a second on one core. Compare numbers of one
//! run only.

use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use danvan::article::Article;
use danvan::input::Page;
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

fn speed(criterion: &mut Criterion) {
    let articles: Vec<Article> = pages().iter().filter_map(|p| article::read(p).ok()).collect();
    let mut group = criterion.benchmark_group("speed");
    group.sample_size(20).measurement_time(Duration::from_secs(3));
    group.throughput(Throughput::BytesDecimal(articles.iter().map(|a| a.text.len() as u64).sum()));
    group.bench_function("extract", |bencher| {
        bencher.iter(|| articles.iter().map(extract::extract).collect::<Vec<_>>());
    });
    group.finish();
}

criterion_group!(benches, speed);
criterion_main!(benches);

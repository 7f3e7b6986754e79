//! How fast pages become facts: the examples, read and extracted, in pages and bytes per second.

use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use danvan::{article, extract, input};

fn examples(criterion: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles");
    let pages: Vec<input::Page> =
        input::pages(&[folder]).collect::<Result<_, _>>().expect("the examples can be read");
    let bytes = pages.iter().map(|page| page.bytes.len() as u64).sum();

    let mut group = criterion.benchmark_group("examples");
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("article", |bencher| {
        bencher.iter(|| pages.iter().filter_map(|page| article::read(page).ok()).count());
    });
    let articles: Vec<_> = pages.iter().filter_map(|page| article::read(page).ok()).collect();
    group.bench_function("extract", |bencher| {
        bencher.iter(|| articles.iter().map(extract::extract).collect::<Vec<_>>());
    });
    group.finish();
}

criterion_group!(benches, examples);
criterion_main!(benches);

//! How many web pages become articles in a second: portal pages of 33 to 45 KB, with the menus,
//! related news and comments of real ones. Compare numbers of one run only.

use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use danvan::input::{Page, PageKind};
use danvan::{article, input};

/// That of the command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn portals() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let pages = input::pages(&[folder], &input::InputOptions::default()).filter_map(Result::ok);
    pages.filter(|page| page.kind == PageKind::Html && page.source.contains("portal-")).collect()
}

fn pages(criterion: &mut Criterion) {
    let portals = portals();
    assert!(portals.len() >= 6, "{} portal pages", portals.len());
    let mut group = criterion.benchmark_group("pages");
    group.sample_size(20).measurement_time(Duration::from_secs(5));
    group.throughput(Throughput::Elements(portals.len() as u64));
    group.bench_function("portals", |bencher| {
        bencher.iter(|| portals.iter().filter(|page| article::read(page).is_ok()).count());
    });
    group.finish();
}

criterion_group!(benches, pages);
criterion_main!(benches);

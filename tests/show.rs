//! What is known of a unit, a person, a document: found by any of its names, each line proved.

#[path = "common/env.rs"]
mod env;

use env::Env;

/// What `danvan show` prints, or says.
fn show(env: &Env, kind: &str, name: &str) -> String {
    let run = env.run(&["show", kind, name]);
    if run.code == Some(0) { run.out } else { run.out + &run.err }
}

#[test]
fn things_are_found_by_any_of_their_names() {
    let env = Env::loaded();
    for (kind, name, told) in [
        ("locality", "huyện Đại Lộc", "key: loc:506@"),
        ("locality", "huyen dai loc", "key: loc:506@"),
        ("locality", "loc:506@", "key: loc:506@"),
        ("locality", "Đại Lộc, Quảng Nam", "key: loc:506@"),
        // A name of another time, a unit with no article.
        ("locality", "huyện Tịnh Biên", "key: loc:890@"),
        ("locality", "thị xã Tịnh Biên", "key: loc:890@"),
        ("locality", "huyện Châu Thành, tỉnh Long An", "key: loc:"),
        (
            "locality",
            "huyện Châu Thành",
            "loc:821@            huyện Châu Thành, tỉnh Tiền Giang, until 2025-07-01",
        ),
        ("locality", "huyện Không Có", "no locality huyện Không Có in this base"),
        ("official", "hua van tin", "key: person:hứa văn tín@48@2025-07-01"),
        ("official", "person:hua van tin@48@2025-07-01", "Hứa Văn Tín"),
        ("official", "hứa văn", "key: person:hứa văn tín@48@2025-07-01"),
        ("official", "nguyễn không ai", "no official nguyễn không ai in this base"),
        ("directive", "43-KL/TW", "key: doc:ket luan|43 kl tw|VN|2019"),
        ("directive", "kết luận 43/KL-TW", "key: doc:ket luan|43 kl tw|VN|2019"),
        ("directive", "", "no directive  in this base"),
        ("organization", "Huyện ủy, Đại Lộc", "key: org:Huyện ủy@506@"),
        ("organization", "org:Huyện ủy@506@", "key: org:Huyện ủy@506@"),
        ("organization", "huyen uy", "org:Huyện ủy@276@2008-08-01"),
        // As articles write them.
        ("organization", "Ban Dân vận Huyện ủy Đại Lộc", "key: org:Ban Dân vận Huyện ủy@506@"),
        ("organization", "ban dan van huyen uy dai loc", "key: org:Ban Dân vận Huyện ủy@506@"),
        ("organization", "UBND huyện Đại Lộc", "end of its unit: 2025-07-01"),
        ("directive", "Kết luận số 43-KL/TW", "key: doc:ket luan|43 kl tw|VN|2019"),
        ("official", "ông Hứa Văn Tín", "key: person:hứa văn tín@48@2025-07-01"),
        ("locality", "H. Đại Lộc", "key: loc:506@"),
        ("locality", "506", "key: loc:506@"),
        // The key of a time before keys had the marks of names.
        ("official", "person:hua van tin@48@2025-07-01", "key: person:hứa văn tín@48@2025-07-01"),
        ("campaign", "dan van kheo", "key: campaign:emulation|dan van kheo"),
        ("meeting", "hoi nghi khong co", "no meeting hoi nghi khong co in this base"),
    ] {
        let shown = show(&env, kind, name);
        assert!(shown.contains(told), "{kind} {name}:\n{shown}");
    }
}

#[test]
fn a_unit_with_its_life() {
    let shown = show(&Env::loaded(), "locality", "huyện Đại Lộc");
    for line in [
        "level: district",
        "code of the statistics office: 506",
        "province of today: thành phố Đà Nẵng",
        "  huyện Đại Lộc · tỉnh Quảng Nam · until 2025-07-01",
        "  xã Đại Lộc · thành phố Đà Nẵng · a part of it",
        "  2023 · registered · model · Dân vận khéo · between 112 and 121, none chosen · sources differ · open · sources: 2 · as of: 2023-12-27",
    ] {
        assert!(shown.lines().any(|known| known == line), "{line}\n{shown}");
    }
    // Every meeting and figure that was chosen is proved by a quote and its source.
    assert!(shown.matches("    “").count() >= 5, "{shown}");
}

#[test]
fn a_person_with_offices_and_the_days_they_were_stated() {
    let env = Env::loaded();
    let shown = show(&env, "official", "hua van tin");
    let office = "  Phó Trưởng Ban · Ban Dân vận Tỉnh ủy · tỉnh Quảng Nam · first stated on: 2022-12-23 · \
                  last stated on: 2024-10-16\n    “Dự hội nghị có đồng chí Hứa Văn Tín";
    assert!(shown.contains(office), "{shown}");
    let run = env.run(&["show", "official", "hua van tin", "-o", "tin.html"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let page = std::fs::read_to_string(env.path("tin.html")).unwrap();
    assert!(
        page.contains("<h1 lang=\"vi\">Hứa Văn Tín</h1>") && page.ends_with("</html>\n"),
        "{page}"
    );
    assert!(page.contains("default-src 'none'") && !page.contains("<script"), "{page}");
}

#[test]
fn a_document_with_who_cites_it() {
    let shown = show(&Env::loaded(), "directive", "43-KL/TW");
    for part in [
        "issued: 2019-01-07",
        "issued by: Ban Bí thư",
        "  2019-01-07 · articles: 3\n",
        "\nCited by (",
        "\nCited beside it (",
    ] {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
}

#[test]
fn a_meeting_a_body_and_a_campaign() {
    let env = Env::loaded();
    let run = env.run(&[
        "sql",
        "SELECT id FROM meetings WHERE locality_name LIKE 'huyện Đại Lộc%' AND held_on LIKE '2023-12-%'",
        "--format",
        "csv",
    ]);
    let id = run.out.lines().nth(1).expect("a meeting of that day");
    let shown = show(&env, "meeting", id);
    for line in [
        "kind: final_review, rollout",
        "held on: 2023-12-27",
        "locality: huyện Đại Lộc, tỉnh Quảng Nam",
    ] {
        assert!(shown.lines().any(|known| known == line), "{line}\n{shown}");
    }
    assert!(shown.contains("\nAs told (") && shown.contains("\nWho took part ("), "{shown}");

    let shown = show(&env, "organization", "Huyện ủy, Đại Lộc");
    assert!(shown.contains("\nOffices as stated (") && shown.contains("\nNamed in ("), "{shown}");
    let shown = show(&env, "campaign", "Dân vận khéo");
    let figure = "huyện Đại Lộc · tỉnh Quảng Nam · 2022 · registered · model · 98";
    assert!(shown.contains(figure), "{shown}");
}

#[test]
fn a_file_is_not_made_of_choices() {
    let env = Env::loaded();
    let run = env.run(&["show", "locality", "huyện Châu Thành", "-o", "trang.html"]);
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""), "{run:?}");
    assert!(run.err.contains("loc:821@  huyện Châu Thành, tỉnh Tiền Giang"), "{run:?}");
    assert!(!env.path("trang.html").exists());
}

#[test]
fn in_other_formats_a_row_for_each_proof() {
    let env = Env::loaded();
    let run = env.run(&["show", "organization", "Huyện ủy, Đại Lộc", "--format", "jsonl"]);
    let rows: Vec<serde_json::Value> =
        run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(rows.iter().any(|row| row["section"] == "Named in" && row["quote"].is_string()));
    let run = env.run(&["show", "article", "dai-loc-2023-tong-ket.txt", "--format", "csv"]);
    for line in [
        "section,what,rule,quote\n",
        "\ntitle,Hội nghị tổng kết công tác dân vận năm 2023,,\n",
        "\nknown,2023-12-27,,\n",
        "\nmodel_counts,104 · model · recognized",
    ] {
        assert!(run.out.contains(line), "{line}");
    }
    let run = env.run(&["show", "campaign", "Dân vận khéo", "--format", "svg"]);
    assert_eq!(run.code, Some(2), "{run:?}");
}

#[test]
fn in_vietnamese() {
    let env = Env::loaded();
    for (kind, name, parts) in [
        (
            "locality",
            "huyện Đại Lộc",
            &[
                "cấp: cấp huyện",
                "\nSố liệu (17)\n",
                "· đăng ký · mô hình · Dân vận khéo · từ 112 đến 121, chưa chọn được",
                "đến trước 01/07/2025",
            ][..],
        ),
        ("official", "hua van tin", &["nêu lần đầu: 23/12/2022 · nêu gần nhất: 16/10/2024"]),
        (
            "directive",
            "43-KL/TW",
            &["cơ quan ban hành: Ban Bí thư", "\n  07/01/2019 · số bài: 3\n"],
        ),
        ("article", "dai-loc-2023-tong-ket.txt", &["bài viết ", "đăng ký", "các cơ quan"]),
    ] {
        let run = env.run(&["show", kind, name, "--lang", "vi"]);
        for part in parts {
            assert!(run.out.contains(part), "{kind} {name}: {part}\n{}", run.out);
        }
        assert!(
            kind == "article" || run.out.ends_with("thực tế vẫn có thể đã diễn ra.\n"),
            "{}",
            run.out
        );
        let page = env.run(&["show", kind, name, "--lang", "vi", "--format", "html"]).out;
        assert!(page.contains("<html lang=\"vi\">"), "{kind} {name}");
    }
}

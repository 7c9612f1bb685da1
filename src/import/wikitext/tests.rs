//! What is read of each kind of markup, as tables: wikitext on the left, what a reader sees on the right.

use std::fmt::Write as _;
use std::sync::Arc;

use proptest::prelude::*;

use super::read;
use crate::model::{Document, MarkStyle, PassageKind, SourceText, Span};

fn document(text: &str) -> Document {
    read(&Arc::new(SourceText::new("测试.zh.wikitext", text)))
}

/// The passages of a page: kind, level, text.
fn passages(text: &str) -> String {
    let mut found = String::new();
    for passage in &document(text).source.passages {
        let level = if passage.level == 0 { String::new() } else { passage.level.to_string() };
        write!(found, "{:?}{level} {}; ", passage.kind, passage.text.text()).unwrap();
    }
    found.trim_end().trim_end_matches(';').to_owned()
}

/// The only paragraph of a page.
fn paragraph(text: &str) -> String {
    let document = document(text);
    let texts: Vec<_> = document.source.passages.iter().map(|passage| passage.text.text()).collect();
    texts.join(" / ")
}

/// The stretches that are marked so.
fn marked(text: &str, wanted: impl Fn(&MarkStyle) -> bool) -> Vec<String> {
    let document = document(text);
    let of = |passage: &crate::model::Passage| {
        let marks = passage.marks.iter().filter(|mark| wanted(&mark.style));
        marks.filter_map(|mark| mark.at.of(passage.text.text()).map(str::to_owned)).collect::<Vec<_>>()
    };
    document.source.passages.iter().flat_map(of).collect()
}

fn check(table: &[(&str, &str)], read: impl Fn(&str) -> String) {
    for (text, expected) in table {
        assert_eq!(read(text), *expected, "{text}");
    }
}

#[test]
fn inline_markup_leaves_its_text() {
    check(
        &[
            ("'''伊宁'''、''苏联''、'''''新疆'''''", "伊宁、苏联、新疆"),
            ("[[新疆|疆]]与[[伊宁]]", "疆与伊宁"),
            ("[[A#B|丙]] [[:Category:甲]] [[新疆省_(中华民国)]]", "丙 Category:甲 新疆省 (中华民国)"),
            ("[[新疆省 (中华民国)|]]、[[伦敦, 安大略|]]", "新疆省、伦敦"),
            ("[[bus]]es [[公]]a", "buses 公a"),
            ("[[甲|乙|丙]]", "乙 丙"),
            ("[http://a.cn/中 文字] [http://a.cn]", "文字 http://a.cn"),
            ("[[http://a.cn 文字]]", "文字"),
            ("[//a.cn 文字]", "文字"),
            ("见http://a.cn/b，后", "见http://a.cn/b，后"),
            ("甲&nbsp;乙&amp;&#20013;&hellip;&foo;", "甲 乙&中…&foo;"),
            ("甲<br>乙<br />丙", "甲\n乙\n丙"),
            ("H<sub>2</sub>O <u>甲</u><span style=\"a\">乙</span>", "H2O 甲乙"),
            ("<nowiki>[[甲]]</nowiki> <math>a_{1}</math>", "[[甲]] a_{1}"),
            ("<ruby>漢<rt>han</rt></ruby>", "漢（han）"),
            ("甲<!-- 注 -->乙__NOTOC__丙", "甲乙丙"),
            ("中文\n续行\nand\nmore", "中文续行 and more"),
            ("　　缩进　的", "缩进　的"),
            ("[[en:Foo]]甲[[zh-yue:乙]]", "甲"),
        ],
        paragraph,
    );
}

#[test]
fn styles_cover_their_text() {
    let bold = |text: &str| marked(text, |style| *style == MarkStyle::Bold).join(",");
    check(
        &[
            ("'''甲'''乙", "甲"),
            ("'''''甲'''乙''", "甲"),
            ("''甲'''乙'''''", "乙"),
            ("'''甲[[乙|丙''']]丁", "甲丙"),
            ("<b>甲</b>乙<strong>丙</strong>", "甲,丙"),
            ("'''甲\n乙", "甲"),
            ("{{lang|en|'''甲}}乙", "甲"),
            ("''''甲'''", "甲"),
        ],
        bold,
    );
    let links = |text: &str| marked(text, |style| matches!(style, MarkStyle::Link { .. })).join(",");
    check(&[("[[甲|乙]]丙[http://a 丁]", "乙,丁"), ("[[bus]]es", "buses"), ("{{le|甲|A}}", "甲")], links);
}

#[test]
fn one_form_of_a_conversion_is_read() {
    check(
        &[
            ("-{zh-hans:计算机;zh-hant:電腦}-", "计算机"),
            ("-{zh-tw:軟體;zh-cn:软件}-和-{zh-hans:计算机;zh-hant:電腦}-", "軟體和電腦"),
            ("-{文字}-", "文字"),
            ("-{A|zh-cn:网络;zh-tw:網路}-", "网络"),
            ("甲-{H|zh-cn:网络;zh-tw:網路}-乙", "甲乙"),
            ("-{R|文字}-", "文字"),
            ("-{zh-hans;zh-hant|文字}-", "文字"),
            ("-{[[甲|乙]]}-", "乙"),
            ("-{zh:[[甲|乙]];zh-tw:丙}-", "乙"),
            ("-{ {{lang|en|A}}}-", "A"),
            ("-{zh-cn:甲&amp;乙;}-", "甲&乙"),
            ("-{甲", "甲"),
        ],
        paragraph,
    );
    assert_eq!(document("-{T|zh-hans:题目;zh-hant:題目}-正文").title, "题目");
}

#[test]
fn templates_are_read_by_family() {
    check(
        &[
            ("{{le|刘斌迪|Liu Bin-Di}}", "刘斌迪（Liu Bin-Di）"),
            ("{{link-en|刘斌迪|Liu Bin-Di}}", "刘斌迪（Liu Bin-Di）"),
            ("{{ilh|lang=英语|lang-code=en|刘斌迪|Liu Bin-Di|d=刘}}", "刘（Liu Bin-Di）"),
            ("{{tsl|en|Liu Bin-Di|刘斌迪}}", "刘斌迪（Liu Bin-Di）"),
            ("{{tsl|ja|劉斌|刘斌迪|刘}}", "刘（劉斌）"),
            ("{{lang|en|Foo}}、{{lang-ru|Фу}}", "Foo、俄语：Фу"),
            ("{{flag|Soviet Union|1936}}", "Soviet Union"),
            ("{{flagicon|ROC}} [[甲]]", "（Republic of China）甲"),
            ("{{flag|USSR|1936}}、{{PRC}}、{{flag|XYZ}}", "Soviet Union、China、XYZ"),
            ("{{ROC-TW}}[[臺北]]", "Republic of China 臺北"),
            ("{{flag|ROC}}[[湖南]]", "Republic of China 湖南"),
            ("位于{{coord|22|30|15|N|103|57|E|display=inline,title}}。", "位于22°30′15″N 103°57′E。"),
            ("{{coord|22.5|-103.9|region:CN}}", "22.5, -103.9"),
            ("{{convert|12345|km2|sqmi|abbr=on}}、{{convert|5|to|10|km|mi}}", "12345 km2、5 to 10 km"),
            ("{{val|300|u=km}}", "300 km"),
            ("{{As of|2020|5}}，共三省", "截至2020年5月，共三省"),
            ("{{native name|zh|河口}}", "河口"),
            ("{{legend-inline|#f00|首都}}", "首都"),
            ("{{increase}} 12", "▲ 12"),
            ("{{Flagicon image|File:Some Flag.svg}}甲", "（Some Flag）甲"),
            ("{{CHN}}、甲{{KIA}}", "China、甲†"),
            ("{{nowrap|甲}}{{color|red|乙}}{{ruby|漢|han}}", "甲乙漢（han）"),
            ("{{hlist|甲|乙}}", "甲、乙"),
            ("{{birth date|1950|3|4}}", "1950年3月4日"),
            ("甲{{cn|date=2010}}", "甲[来源请求]"),
            ("甲{{不知道|乙|键=丙}}丁", "甲不知道：乙；键＝丙丁"),
            ("{{tl|甲}}", "甲"),
            ("甲{{-}}乙{{clear}}", "甲乙"),
            ("甲{{#if:乙|丙}}", "甲#if：乙；丙"),
            ("甲{{DEFAULTSORT:乙}}", "甲"),
            ("甲{{ISBN|978}}", "甲ISBN 978"),
            ("{{{1|默认}}}", "默认"),
            ("甲{{NoteTA|G1=IT|1=zh-cn:a;zh-tw:b;}}", "甲"),
        ],
        paragraph,
    );
    assert_eq!(marked("甲{{不知道|乙}}丙", |style| *style == MarkStyle::Chip), ["不知道：乙"]);
}

#[test]
fn blocks_have_their_kind_and_level() {
    check(
        &[
            ("== 甲 == \n正文", "Heading2 甲; Paragraph 正文"),
            ("===甲===<!-- 注 -->", "Heading3 甲"),
            ("= 甲 =", "Heading1 甲"),
            ("== 甲 ==<ref>乙</ref>", "Heading2 甲; Paragraph [1]"),
            ("== 甲", "Heading2 甲"),
            ("* 一\n** 二\n*# 三\n# 四", "ListItem1 一; ListItem2 二; ListItem2 三; ListItem1 四"),
            ("; 术语 : 定义\n: 缩进", "ListItem1 术语; ListItem1 定义; ListItem1 缩进"),
            ("{{main|甲|乙#丙|l2=丁}}", "MetadataLine 主条目：甲、丁"),
            (": {{see also|甲}}", "MetadataLine 参见：甲"),
            ("#重定向 [[甲]]", "MetadataLine 重定向到：甲"),
            ("[[File:a.jpg|thumb|200px|图[[甲|乙]]]]丙", "Caption 图乙; Paragraph 丙"),
            ("[[Image:a.jpg|thumb]]\n丙", "Paragraph 丙"),
            ("[[文件:a.svg|thumb]]势力]]\n\n丙", "Caption 势力; Paragraph 丙"),
            ("甲[[File:a.svg|20px]]乙", "Paragraph 甲乙"),
            ("<blockquote>甲\n\n乙</blockquote>\n丙", "Quotation 甲; Quotation 乙; Paragraph 丙"),
            ("{{quote|甲|乙}}", "Quotation 甲\n——乙"),
            ("<poem>\n甲\n乙\n</poem>", "Quotation 甲\n乙"),
            ("<gallery>\nFile:a.jpg|图[[甲]]\nFile:b.jpg\n</gallery>", "Caption 图甲"),
            ("<pre>\n 甲 {{乙}}\n</pre>", "Other 甲 {{乙}}"),
            ("甲\n{{导航|乙}}\n", "Paragraph 甲; Other 导航：乙"),
            ("甲\n----\n乙", "Paragraph 甲; Paragraph 乙"),
            ("<center>甲</center>\n<div>乙</div>", "Paragraph 甲; Paragraph 乙"),
        ],
        passages,
    );
}

#[test]
fn tables_are_rows_of_cells() {
    check(
        &[
            (
                "{| class=\"a\"\n|+ 题\n! 甲 !! style=\"b\" | 乙\n|-\n| 丙 || 丁\n|}",
                "Caption 题; Table 甲\t乙; Table 丙\t丁",
            ),
            ("{|\n| rowspan=2 | [[a|甲]]\n| 乙<br>丙\n|}", "Table 甲\t乙 丙"),
            ("{|\n|\n* 甲\n* 乙\n| \n|}丁", "Table 甲 乙\t; Paragraph 丁"),
            ("{|\n| 甲\n|\n{|\n| 内\n|}\n|}", "Table 甲\t; Table 内"),
            (":{|\n| 甲\n|}", "Table 甲"),
            ("{|\n| 甲\n| 乙\n\n丙", "Table 甲\t乙; Paragraph 丙"),
            ("{|\n| 甲\n== 乙 ==\n丙", "Table 甲; Heading2 乙; Paragraph 丙"),
            ("| 甲 || 乙", "Paragraph 甲 乙"),
        ],
        passages,
    );
}

#[test]
fn infoboxes_are_lines_of_plain_text() {
    let fields = |text: &str| {
        let fields = document(text).source.infobox;
        fields.iter().map(|field| format!("{}={}", field.label, field.value)).collect::<Vec<_>>().join("; ")
    };
    check(
        &[
            (
                "{{infobox war\n| commander1 = [[甲]]<br>\n{{flagicon|ROC}}乙\n| x =\n}}",
                "Commanders 1=甲\n（Republic of China）乙",
            ),
            ("{{infobox war|兵力=甲\n* 乙\n** 丙<ref>注</ref>\n* 丁}}", "兵力=甲\n乙\n  丙[1]\n丁"),
            ("{{Infobox a|birth_date={{birth date|1950|3|4}}|image_size=20px}}", "Born=1950年3月4日"),
            ("{{人物信息框|姓名=甲|作品={{ubl|乙|丙}}}}", "姓名=甲; 作品=乙\n丙"),
            ("{{艺人\n|姓名=甲\n|国籍=乙\n|职业=丙\n}}'''甲'''", "姓名=甲; 国籍=乙; 职业=丙"),
            ("{{infobox a|module={{infobox b|甲=乙|丙=丁}}}}", "Module=甲：乙\n丙：丁"),
        ],
        fields,
    );
}

#[test]
fn notes_are_shared_by_name() {
    let notes = |text: &str| {
        let notes = document(text).source.notes;
        notes
            .iter()
            .map(|note| format!("{}×{} {}", note.mark, note.uses, note.text.text()))
            .collect::<Vec<_>>()
            .join("; ")
    };
    check(
        &[
            ("甲<ref>一</ref>乙<ref>二</ref>", "1×1 一; 2×1 二"),
            ("甲<ref name=a/>乙<ref name=\"A\">一</ref><ref name='a' />", "1×3 一"),
            ("甲<ref name=\" a  b \">一</ref><ref name=a b />", "1×2 一"),
            ("甲<ref group=注>一</ref><ref>二</ref><ref group=注>三</ref>", "注 1×1 一; 1×1 二; 注 2×1 三"),
            ("甲{{efn|一}}<ref>二</ref>", "a×1 一; 1×1 二"),
            ("甲<ref name=a/>\n<references>\n<ref name=a>一</ref>\n</references>", "1×1 一"),
            ("甲<ref name=a/>\n{{reflist|refs=<ref name=a>一</ref>}}", "1×1 一"),
            ("甲{{r|a}}<ref name=a>一</ref>", "1×2 一"),
            ("甲{{sfn|王|2013|p=2}}{{sfn|王|2013|p=2}}", "1×2 王 2013: 2"),
            ("甲<ref>一<ref>后文", "1×1 一"),
            ("甲<ref name=a>后文<ref name=a>一</ref>", "1×2 一"),
            ("{{infobox a|乙=丙<ref>一</ref>}}甲<ref>二</ref>", "1×1 一; 2×1 二"),
        ],
        notes,
    );
    assert_eq!(paragraph("甲 <ref>一</ref>{{rp|215}}。"), "甲[1]:215。");
}

#[test]
fn citations_read_in_one_order() {
    let note =
        |text: &str| document(text).source.notes.first().map_or(String::new(), |note| note.text.text().to_owned());
    check(
        &[
            (
                "<ref>{{Cite book|publisher=[[甲]]社|title=书|author=王|location=北京|year=1999|pages=1-2|isbn=978}}</ref>",
                "王. 书. 北京: 甲社, 1999: 1-2. ISBN 978",
            ),
            (
                "<ref>{{cite web |title=页 |url=http://a.cn |date=2001-02-03 |accessdate=2002 |language=zh-hans}}</ref>",
                "页, 2001-02-03. http://a.cn 查阅于 2002（简体中文）",
            ),
            (
                "<ref>{{cite journal|last=Li|first=San|title=T|journal=J|volume=3|issue=2}}</ref>",
                "Li, San. T. J, 3 (2)",
            ),
            ("<ref>[http://a.cn 页] {{webarchive|url=http://b.cn |date=2014}}</ref>", "页 存档：http://b.cn (2014)"),
        ],
        note,
    );
    let document = document("<ref>{{cite web|title=页|url=//a.cn|archiveurl=http://b.cn|deadurl=yes}}</ref>");
    let link = document.source.links.first().map(|link| (link.text.as_str(), link.target.as_str()));
    assert_eq!(link, Some(("页", "http://b.cn")));
}

#[test]
fn a_page_says_what_it_is_about() {
    for (text, expected) in [
        ("'''伊宁'''事变", "伊宁"),
        ("甲'''伊宁<ref>一</ref>事变'''", "伊宁事变"),
        ("{{infobox a|name=伊宁}}甲", "伊宁"),
        ("甲\n== 乙 ==\n'''丙'''", "测试"),
        ("{{DISPLAYTITLE:伊宁}}甲", "伊宁"),
    ] {
        assert_eq!(document(text).title, expected, "{text}");
    }
    let page = document("甲\n[[Category:乙|Category:乙]]\n[[分类:丙_丁]]");
    assert_eq!((page.source.passages.len(), page.source.categories), (1, vec!["乙".to_owned(), "丙 丁".to_owned()]));
    let page = document(
        "{{npov|time=2010-07-15T03:25:15+00:00}}\n{{某维护|time=2010-07-26}}\n{{multiple issues|{{orphan}}}}\n甲",
    );
    let flags: Vec<_> = page.flags.iter().map(|flag| flag.template.as_str()).collect();
    assert_eq!((flags, page.source.passages.len()), (vec!["npov", "某维护", "orphan"], 1));
}

#[test]
fn broken_markup_swallows_nothing_and_warns() {
    let rest = "\n\n== 标题 ==\n\n后文";
    for broken in [
        "{{甲|乙",
        "[[甲|乙",
        "''''甲",
        "<ref>甲",
        "<ref name=\"甲>乙",
        "{|\n| 甲",
        "<!-- 甲",
        "[http://a.cn 甲",
        "-{甲",
        "甲]]",
        "甲}}",
        "{{甲|[[乙}}",
        "<ref 甲",
        "{{{{{{{{甲",
        "{{infobox\n|甲=乙",
        "|-",
        "<ref>{{甲</ref>",
        "<poem>甲",
        "<gallery>\n甲|乙",
        "== 甲",
        "甲{|乙",
        "|}",
        "</ref>",
        "[[File:a|thumb]]甲]]",
        "<nowiki>甲",
        "{{cite web|url=http://a|title=[[甲}}",
    ] {
        let text = format!("前文\n\n{broken}{rest}");
        let page = document(&text);
        let passages = passages(&text);
        assert!(
            passages.starts_with("Paragraph 前文") && passages.ends_with("Heading2 标题; Paragraph 后文"),
            "{passages}"
        );
        assert!(!page.warnings.is_empty() || broken == "<nowiki>甲", "{broken}");
        assert_clean(&page, broken);
    }
}

/// No markup in anything that is read, save what `<nowiki>` asked for.
fn assert_clean(document: &Document, text: &str) {
    let passages = document.source.passages.iter().map(|passage| passage.text.text());
    let notes = document.source.notes.iter().map(|note| note.text.text());
    let fields = document.source.infobox.iter().map(|field| field.value.as_str());
    for read in passages.chain(notes).chain(fields) {
        for mark in ["{{", "}}", "[[", "]]", "'''", "<ref", "==", "<br", "</ref", "{|"] {
            assert!(!read.contains(mark), "{mark} in {read:?} of {text:?}");
        }
        assert!(!read.starts_with('|'), "{read:?} of {text:?}");
    }
}

#[test]
fn deep_nesting_does_not_exhaust_the_stack() {
    for open in
        ["{{a|", "[[a|", "{{{a|", "-{a", "<ref>", "{|\n|", "<poem>", "[http://a ", "{{", "*", "<small>", "{{a|[["]
    {
        let page = document(&open.repeat(100_000));
        assert!(page.warnings.len() < 300, "{open}");
        let closed = format!("{}文{}", "{{a|".repeat(300), "}}".repeat(300));
        assert!(paragraph(&closed).contains('文'));
    }
}

/// Pieces of wikitext, whole and broken.
fn markup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "中国", "新疆 ", "abc", "，", "。", "\n", "\n\n", " ", "{{", "}}", "[[", "]]", "|", "=", "==", "'''", "''", "<ref>",
            "</ref>", "<ref name=a/>", "<ref name=a>", "{|", "|}", "|-", "\n|", "\n*", "\n#", "\n:", "-{", "}-", "zh-cn:", ";",
            "<!--", "-->", "<nowiki>", "</nowiki>", "&amp;", "http://a.cn", "[http://b.cn ", "]", "[", "File:a|thumb", "le|",
            "cite web|", "url=", "title=", "infobox a", "Category:甲", "<br>", "<small>", "<blockquote>", "{{{", "}}}", "__TOC__",
            "<poem>", "</poem>", "<gallery>", "</gallery>", "!!", "||", "flagicon|", "sfn|", "main|", "\r\n", "𠮷",
        ]).prop_map(str::to_owned),
        1 => ".{0,4}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// A page without mistakes.
fn well_formed() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["中国", "新疆", "Liu", "1962年", "苏联"]).prop_map(str::to_owned);
    let inline = word.prop_recursive(3, 24, 4, |inner| {
        let many = prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat());
        prop_oneof![
            many.clone().prop_map(|text| format!("[[甲|{text}]]")),
            many.clone().prop_map(|text| format!("{{{{le|{text}|Foo}}}}")),
            many.clone().prop_map(|text| format!("{{{{lang|en|{text}}}}}")),
            many.clone().prop_map(|text| format!("{{{{不知道|甲={text}}}}}")),
            many.clone().prop_map(|text| format!("-{{zh-cn:{text};zh-tw:甲}}-")),
            many.prop_map(|text| format!("<small>{text}</small>")),
        ]
    });
    // Notes do not nest.
    let note =
        inline.clone().prop_map(|text| format!("{text}<ref>{{{{cite web|title={text}|url=http://a.cn}}}}</ref>"));
    let inline = prop_oneof![inline, note];
    let line = (prop::sample::select(vec!["", "* ", "== ", "{|\n| "]), inline).prop_map(|(start, text)| match start {
        "== " => format!("== {text} ==\n"),
        "{|\n| " => format!("{{|\n| {text} || {text}\n|}}\n"),
        _ => format!("{start}{text}\n\n"),
    });
    prop::collection::vec(line, 1..8).prop_map(|lines| lines.concat())
}

#[test]
fn blanks_of_several_bytes_at_the_start_of_a_line_are_not_cut() {
    for text in ["&amp;\r\n\u{a0}¡", "边界\n\u{3000}领土", "a\n\u{2003}\u{a0}b"] {
        for passage in &document(text).source.passages {
            for piece in passage.text.pieces() {
                assert!(piece.source.of(text).is_some(), "{text:?} {piece:?}");
            }
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_read_and_leads_back_to_its_source(text in markup()) {
        let page = document(&text);
        let readings = page.source.passages.iter().map(|passage| (&passage.text, &passage.marks));
        for (reading, marks) in readings.chain(page.source.notes.iter().map(|note| (&note.text, &note.marks))) {
            let mut pieces = reading.pieces().iter().peekable();
            while let Some(piece) = pieces.next() {
                let end = pieces.peek().map_or(reading.text().len() as u32, |next| next.start);
                let read = Span { start: piece.start, end }.of(reading.text());
                let source = piece.source.of(&text);
                prop_assert!(read.is_some() && source.is_some(), "{piece:?}");
                prop_assert!(!piece.verbatim || read == source, "{piece:?}");
            }
            for mark in marks {
                prop_assert!(mark.at.of(reading.text()).is_some_and(|text| !text.is_empty()), "{mark:?}");
            }
        }
        for passage in &page.source.passages {
            prop_assert!(!passage.text.is_empty());
            prop_assert_eq!(passage.level > 0, matches!(passage.kind, PassageKind::Heading | PassageKind::ListItem));
        }
        for mark in page.warnings.iter().map(|warning| warning.at) {
            prop_assert!(text.is_char_boundary(mark as usize));
        }
    }

    #[test]
    fn a_page_without_mistakes_shows_no_markup_and_no_warnings(text in well_formed()) {
        let page = document(&text);
        assert_clean(&page, &text);
        prop_assert!(page.warnings.is_empty(), "{:?}", page.warnings);
    }
}

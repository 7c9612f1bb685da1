//! Texts made up for the tests: formulaic Chinese and English by a seeded generator, and what happens to texts.

use std::sync::Arc;

use duizhao::model::{Passage, PassageKind, ReadingText, Side, SideText, SourceText, Span};
use duizhao::text::Language;

/// Numbers that are the same at every run: xorshift (Marsaglia 2003).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `sides`.
    pub(super) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % sides as u64) as usize
    }

    pub(super) fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.roll(of.len())]
    }

    /// True in `of` cases out of a thousand.
    pub(super) fn happens(&mut self, of: usize) -> bool {
        self.roll(1000) < of
    }
}

pub(super) fn side_text(passages: &[impl AsRef<str>]) -> SideText {
    SideText::new(&side(passages))
}

pub(super) fn side(passages: &[impl AsRef<str>]) -> Side {
    let text: String = passages.iter().map(AsRef::as_ref).collect();
    let source = Arc::new(SourceText::new("", text));
    let mut side = Side::empty(Language::Chinese, source.clone());
    let mut at = 0;
    for passage in passages {
        let span = Span::new(at, at + passage.as_ref().len());
        at = span.end as usize;
        side.passages.push(Passage::new(PassageKind::Paragraph, ReadingText::verbatim(&source.text, span)));
    }
    side
}

const WORDS: &[&str] = &[
    "边境",
    "居民",
    "苏联",
    "政府",
    "领事馆",
    "工作人员",
    "新疆",
    "伊犁",
    "外逃",
    "群众",
    "国籍",
    "证件",
    "要求",
    "遣返",
    "中国",
    "人民",
    "双方",
    "谈判",
    "照会",
    "答复",
    "关于",
    "问题",
    "事件",
    "发生",
    "以后",
    "我们",
    "认为",
    "应当",
    "立即",
    "停止",
    "活动",
    "破坏",
    "友好",
    "关系",
    "根据",
    "协定",
    "规定",
    "没有",
    "任何",
    "理由",
    "继续",
    "进行",
    "和平",
    "团结",
    "同志",
    "表示",
    "希望",
    "解决",
    "边民",
    "牲畜",
    "财产",
    "损失",
    "责任",
    "完全",
    "在于",
    "方面",
    "指出",
    "事实",
    "证明",
];

const ENGLISH: &[&str] = &[
    "border",
    "residents",
    "the",
    "Soviet",
    "government",
    "consulate",
    "of",
    "staff",
    "to",
    "in",
    "fled",
    "people",
    "nationality",
    "papers",
    "demanded",
    "return",
    "China",
    "and",
    "both",
    "sides",
    "talks",
    "note",
    "reply",
    "on",
    "question",
    "incident",
    "after",
    "we",
    "hold",
    "that",
    "should",
    "at",
    "once",
    "stop",
    "activities",
    "friendly",
    "relations",
    "according",
    "agreement",
    "no",
    "reason",
    "continue",
    "peace",
    "unity",
    "comrades",
    "hope",
    "settle",
];

const NAMES: &[&str] = &["张三", "李四", "王五", "赵六", "赛福鼎", "周总理", "陈毅", "刘少奇", "包尔汉", "祖农"];
const ENGLISH_NAMES: &[&str] =
    &["Zhang San", "Li Si", "Wang Wu", "Zhao Liu", "Seypidin", "Zhou Enlai", "Chen Yi", "Liu Shaoqi", "Burhan"];
const PLACES: &[&str] = &["伊宁", "塔城", "霍城", "裕民", "额敏", "喀什", "阿勒泰"];
const ENGLISH_PLACES: &[&str] = &["Yining", "Tacheng", "Huocheng", "Yumin", "Emin", "Kashgar", "Altay"];

/// Sentences with places for a name, a number and a town.
const FORMS: &[&str] = &[
    "会议一致通过{N}同志为{P}代表，任期{M}年。",
    "一九六二年{M}月，{N}在{P}会见了领事馆的工作人员。",
    "{P}地区外逃居民共{M}人，由{N}负责统计。",
    "周总理说：请{N}同志向{P}的{M}位代表转达问候。",
    "各位代表，{N}在{P}说得很清楚。他说：这是完全没有理由的。同意的有{M}人。",
];
const ENGLISH_FORMS: &[&str] = &[
    "The meeting elected {N} as the delegate of {P} for {M} years.",
    "On {M} May 1962 {N} received the staff of the consulate in {P}.",
    "A total of {M} residents fled from {P}, according to {N}.",
    "The Premier asked {N} to greet the {M} delegates of {P}.",
    "Delegates, {N} spoke clearly in {P}. He said there was no reason for it. In favour were {M}.",
];

/// A sentence that says nothing and is unlike the others.
pub(super) fn sentence(dice: &mut Dice, english: bool) -> String {
    let count = 6 + dice.roll(10);
    if english {
        let words: Vec<&str> = (0..count).map(|_| dice.one(ENGLISH)).collect();
        return format!("It {}.", words.join(" "));
    }
    let mut text: String = (0..count).map(|_| dice.one(WORDS)).collect();
    if dice.happens(500) {
        text.push('，');
        text.extend((0..5).map(|_| dice.one(WORDS)));
    }
    text + "。"
}

/// Sentences of one form that differ from the first in one name, number or town each.
pub(super) fn look_alikes(dice: &mut Dice, english: bool, count: usize) -> Vec<String> {
    let form = dice.one(if english { ENGLISH_FORMS } else { FORMS });
    let (names, places) = if english { (ENGLISH_NAMES, ENGLISH_PLACES) } else { (NAMES, PLACES) };
    let (name, number, place) = (dice.roll(names.len()), 2 + dice.roll(90), dice.roll(places.len()));
    let varied = dice.roll(3);
    (0..count)
        .map(|nth| {
            let (name, number, place) = match varied {
                0 => (names[(name + nth) % names.len()], number, places[place]),
                1 => (names[name], number + nth, places[place]),
                _ => (names[name], number, places[(place + nth) % places.len()]),
            };
            form.replace("{N}", name).replace("{M}", &number.to_string()).replace("{P}", place)
        })
        .collect()
}

/// Characters that are read for others by mistake.
const MISREAD: &[&str] = &["囗", "己", "未", "人", "大", "日", "干", "土", "士", "、", ",", "l", "1", "rn", " ", "的"];

/// `text` with about three in a hundred characters changed; for each position of it the position in the new one.
pub(super) fn misread(dice: &mut Dice, text: &str) -> (String, Vec<u32>) {
    let (mut new, mut to, mut len) = (String::new(), Vec::new(), 0);
    let mut push = |new: &mut String, text: &str| {
        new.push_str(text);
        len += text.chars().count() as u32;
        len
    };
    let mut at = 0;
    for char in text.chars() {
        to.push(at);
        let text = char.to_string();
        at = if char == '\n' || !dice.happens(30) {
            push(&mut new, &text)
        } else {
            match dice.roll(6) {
                0 => push(&mut new, ""),
                1 => push(&mut new, &(text + dice.one(MISREAD))),
                _ => push(&mut new, dice.one(MISREAD)),
            }
        };
    }
    to.push(at);
    (new, to)
}

//! The names of templates, by family: old and new ones, English and Chinese ones, in both scripts.
//!
//! Data only. Names are in lower case, without namespace, and parted by bars.

use super::Family;

/// Names and their family. A name stands in one place only.
pub(super) const NAMES: &[(&str, Family)] = &[
    (
        "-|clear|clr|clearleft|clearright|toc|tocleft|tocright|toc right|toc left|notoc|forcetoc|\
         defaultsort|默认排序|默認排序|anchor|anchors|锚|錨|shortcut|authority control|\
         规范控制|規範控制|col-begin|col-break|col-end|col-2|col-3|col-4|div col|div col end|\
         colbegin|colend|refbegin|refend|columns-start|column|columns-end|multicol|multicol-break|\
         multicol-end|endplainlist|endflatlist|plainlist end|noteta|cgroup|featured article|good article|\
         典范条目|典範條目|优良条目|優良條目|特色列表|short description|use dmy dates|\
         use mdy dates|italic title|lowercase title|pp|protected|semiprotected|templatestyles|hat|hab|\
         hidden end|noprint|portal|portal bar|spoken wikipedia|coord missing|pagename|kern|italictitle|\
         vertical header",
        Family::Nothing,
    ),
    ("lang|langue", Family::Foreign),
    (
        "nowrap|small|smaller|big|larger|large|nobold|bold|nbsp text|plainlist|flatlist|red|green|blue|\
         gray|unicode|ipa|script|kai|center|align|sub|sup|smallcaps|abbr|tooltip|tl|tlx|code|var|strike|u|\
         nihongo foot|formatnum|lc|uc|lcfirst|ucfirst|僻字|sic|transl text|url|official website|cross|\
         italic|overline|hidden text|hanzi|cjk|unihan|zh-tw|zh-cn|collapsible text|noitalic|nonfree|kbd",
        Family::Nth(1),
    ),
    (
        "color|font color|fontcolor|font|background color|style|hlc|align right|padding|transl|\
         transliteration|linktext|textcolor",
        Family::Last,
    ),
    ("ruby|注音|nihongo|zh|zy|bopomofo|拼音", Family::Gloss),
    (
        "ubl|unbulleted list|ublist|hlist|bulleted list|ordered list|plain list|cslist|flat list|\
         unordered list|comma separated entries",
        Family::Items,
    ),
    ("br|crlf|paragraph break|pb", Family::Words("\n")),
    ("!|nbsp|space|spaces|0|zwsp|pad|gap|indent|thinsp", Family::Words(" ")),
    ("·|dot|•|bullet|*|middot|\\", Family::Words(" · ")),
    ("ndash|spaced ndash|snd|en dash|–", Family::Words("–")),
    ("mdash|—|em dash|dash", Family::Words("——")),
    ("=", Family::Words("=")),
    ("'", Family::Words("'")),
    ("kia|kia2|†|dead|dagger|死亡|阵亡|陣亡", Family::Words("†")),
    ("pow|战俘", Family::Words("（被俘）")),
    ("wia", Family::Words("（负伤）")),
    ("mia", Family::Words("（失踪）")),
    ("executed", Family::Words("（处决）")),
    ("surrendered", Family::Words("（投降）")),
    ("natural causes", Family::Words("（病故）")),
    (
        "birth date|birth date and age|bda|death date|death date and age|dda|start date|end date|date|\
         start date and age|birthdate|出生日期|逝世日期|birth-date|release date|film date|dts|\
         birth date2|death date2|出生日期及年龄",
        Family::Date,
    ),
    ("bd|生卒|bd2", Family::Lifespan),
    ("convert|cvt|val|convinfobox", Family::Measure),
    ("isbn", Family::Identifier("ISBN")),
    ("issn", Family::Identifier("ISSN")),
    ("doi", Family::Identifier("doi:")),
    ("oclc", Family::Identifier("OCLC")),
    ("coord", Family::Measure),
    (
        "le|ilh|ill|illm|illm2|link|internal link helper|仮リンク|lj|lf|ld|lru|ldk|多语言链接|\
         interlanguage link|interlanguage link multi|liw",
        Family::Original,
    ),
    ("tsl|translink|translation link", Family::OriginalFirst),
    ("flagicon|flagdeco|fbicon|flagicon2|国旗图标|國旗圖示", Family::CountryIcon),
    (
        "flag|flagu|flagcountry|flagathlete|flagteam|flagged|navy|army|air force|fb|fb-rt|country|\
         country data|marines|coast guard|flag+link|nft|bk|vb|flagcountry2|flaglink|国旗|國旗|\
         military|naval|国家",
        Family::Country,
    ),
    ("flagicon image|flag image|flagiconimage", Family::FlagFile),
    (
        "citation|cite|vcite|citebook|citeweb|citenews|引用|cita web|cita libro|引用网页|\
         引用網頁|引用网络|引用書籍|引用书籍|引用新闻|引用新聞|引用期刊|\
         literatur|internetquelle|cite-web|cite-book|cite-journal|cite-news",
        Family::Citation,
    ),
    ("webarchive|wayback|web archive|cite archive|archive|存档", Family::Archive),
    ("rp|page number", Family::PageOfNote),
    ("efn|efn-la|#tag:ref", Family::Footnote("lower-alpha")),
    ("efn-ua", Family::Footnote("upper-alpha")),
    ("efn-lr", Family::Footnote("lower-roman")),
    ("refn|#tag", Family::Footnote("")),
    ("notetag|notefoot|註解|notetag2", Family::Footnote("注")),
    ("r|refname|ref name", Family::NotesByName),
    ("sfn|sfnp|snf|shortened footnote", Family::ShortNote),
    ("harvnb|harv|harvtxt|harvcol|harvp|harvcolnb", Family::ShortCitation),
    (
        "reflist|references|參考資料|参考资料|reflist2|notelist|notelist-ua|notelist-lr|notefoots|\
         註解列表|reference list|参考列表|notefooter",
        Family::NoteList,
    ),
    (
        "cn|fact|citation needed|来源请求|來源請求|source?|cite needed|sourcefact|citeneeded|\
         fact or fiction",
        Family::Editorial("来源请求"),
    ),
    ("who|谁|誰|by whom", Family::Editorial("谁？")),
    ("when|何时|何時", Family::Editorial("何时？")),
    ("where|何地", Family::Editorial("何地？")),
    ("which|哪个", Family::Editorial("哪个？")),
    ("why|为何", Family::Editorial("为何？")),
    ("clarify|vague|huh|需要解释|需要解釋", Family::Editorial("需要解释")),
    ("dubious|disputed inline|存疑|可疑", Family::Editorial("可疑")),
    ("failed verification|not in citation given|查证失败|来源未提及", Family::Editorial("查证失败")),
    ("verify source|vs|请求核实", Family::Editorial("来源可靠？")),
    ("or|original research inline|原创研究？", Family::Editorial("原创研究？")),
    ("pov-statement|npov language|中立性语句|pov-inline", Family::Editorial("中立性有争议")),
    ("dead link|deadlink|dl|失效链接|失效連結", Family::Editorial("失效链接")),
    ("page needed|页码请求|頁碼請求|page?", Family::Editorial("页码请求")),
    ("better source|better source needed|更好来源", Family::Editorial("需要更好来源")),
    ("main|main article|主条目|主條目|main2|mainarticle|main list", Family::Hatnote("主条目：")),
    ("see also|seealso|see|参见|參見|参看|參看|另见|另見|see2|also", Family::Hatnote("参见：")),
    ("further|further information|furtherinfo|details|detail|更多", Family::Hatnote("更多信息：")),
    ("distinguish|distinguish2|not to be confused|分辨|区别|區別|不是", Family::Hatnote("不要混淆于：")),
    (
        "about|关于|關於|otheruses|other uses|otheruse|other|for|redirect|redirect2|dablink|hatnote|\
         rellink|消歧义链接|otheruseslist|other people|this|多用途|其他用途|地名消歧义|\
         mergesections",
        Family::Hatnote(""),
    ),
    (
        "quote|cquote|rquote|quotation|quote box|blockquote|引文|引用文|引言|centered quote|\
         引文框|bquote",
        Family::Quotation,
    ),
    (
        "multiple issues|multipleissues|articleissues|article issues|issues|问题|問題|多个问题|\
         多個問題|mi",
        Family::Issues,
    ),
    ("displaytitle|title", Family::Title),
    (
        "npov|pov|中立|neutrality|中立性|pov-check|观点争议|觀點爭議|pov-section|unbalanced|\
         失衡",
        Family::Flag("Its neutrality is disputed."),
    ),
    (
        "增加来源|增加來源|refimprove|more citations needed|补充来源|補充來源|\
         refimprove section|more citations|onesource|one source|单一来源|增加可靠来源|\
         citations missing|more footnotes|reliable sources|verify|需要更多来源|refimprovesect",
        Family::Flag("It needs more sources."),
    ),
    (
        "unreferenced|来源|來源|无来源|無來源|noref|unsourced|unref|缺乏来源|\
         unreferenced section|no footnotes|nofootnotes|blp unsourced|来源请求章节|citation style|\
         脚注|no references|未列来源",
        Family::Flag("It names no sources, or not where they belong."),
    ),
    (
        "primarysources|primary sources|第一手来源|第一手來源|third-party|独立来源",
        Family::Flag("Its sources are too close to its subject."),
    ),
    (
        "cleanup|清理|cleanup-jargon|cleanup rewrite|wikify|维基化|維基化|rewrite|重写|tone|\
         语气|inappropriate tone|copyedit|copy edit|校对|校對|需要校对|prose|错别字|trivia|\
         garbled|bare urls|bareurls|format footnotes",
        Family::Flag("It needs to be cleaned up."),
    ),
    ("update|更新|outdated|过时|過時|需要更新|out of date", Family::Flag("It is out of date.")),
    (
        "expand|扩充|擴充|expand section|扩展|expand language|expand english|扩充章节|\
         incomplete|不完整|empty section|stub|小作品|缺乏内容|substub|lead too short|\
         导言过短|missing information",
        Family::Flag("It is not complete."),
    ),
    ("orphan|孤立|孤立条目|孤立條目", Family::Flag("Few other pages lead to it.")),
    ("notability|关注度|關注度|知名度", Family::Flag("It may not be notable enough for an encyclopedia.")),
    ("original research|原创研究|原創研究|or-section|synthesis", Family::Flag("It may contain original research.")),
    (
        "advert|广告|廣告|宣传|puff|peacock|fansite|爱好者|愛好者|coi|利益冲突|resume",
        Family::Flag("It reads like an advertisement."),
    ),
    (
        "disputed|事实争议|事實爭議|accuracy|factual accuracy|hoax|内容争议|contradict|expert|\
         需要专家",
        Family::Flag("Its accuracy is disputed."),
    ),
    ("globalize|地域中心|worldwide view|globalise", Family::Flag("It shows the view of one region only.")),
    (
        "translation|翻译|機器翻譯|机器翻译|translated page|需要翻译|rough translation|\
         cleanup-translation|notenglish|正在翻译",
        Family::Flag("Its translation is not finished."),
    ),
    (
        "merge|合并|合併|merge from|merge to|mergefrom|mergeto|split|拆分|move|split section",
        Family::Flag("It may be merged, split or moved."),
    ),
    (
        "in-universe|recentism|近期主义|toolong|very long|过长|tooshort|overly detailed|\
         external links|overlinked|sections|restructure",
        Family::Flag("Its form was criticised."),
    ),
    ("vfd|delete|afd|存废讨论|copyvio|疑似侵权", Family::Flag("It may be deleted.")),
    ("current|新闻动态|近期死亡|recent death", Family::Flag("It is about an event under way.")),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::NAMES;

    #[test]
    fn a_name_stands_in_one_place_and_in_lower_case() {
        let mut seen = BTreeSet::new();
        for name in NAMES.iter().flat_map(|(names, _)| names.split('|')) {
            assert!(seen.insert(name), "{name} stands in two places");
            assert!(!name.is_empty() && name.trim() == name && name.to_lowercase() == name, "{name}");
        }
    }
}

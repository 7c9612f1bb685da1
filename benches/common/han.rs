//! Chinese that says nothing, as long as it is wanted.

use crate::numbers::Numbers;

const CHARACTERS: &str = "边界牧民冬季草场公社书记会议决定修渠分水县委报告粮食产量统计春耕运输队铁路桥梁测量地图河谷\
    山口驿站电报收到答复同意暂缓办理转告有关单位学校教师课本医院药品儿童夜校识字合作社账目仓库棉布盐茶羊毛皮革\
    马匹骆驼天气大雪融化洪水堤坝抢修民工口粮补助工分评议代表选举名单公布监督意见信件来访处理结果登记档案目录编号";

/// A sentence of `count` characters, drawn from those of reports on a county, and a full stop.
pub(crate) fn sentence(numbers: &mut Numbers, count: usize) -> String {
    let characters: Vec<char> = CHARACTERS.chars().collect();
    (0..count).map(|_| characters[numbers.next(characters.len())]).chain(['。']).collect()
}

"""The laws that rules cite, by short names; the names are as the laws call themselves, their texts in the library."""

from __future__ import annotations

from typing import Final

LICENCE: Final = "中华人民共和国行政许可法"
RECONSIDERATION: Final = "中华人民共和国行政复议法"
ENVIRONMENT: Final = "优化营商环境条例"
ONLINE: Final = "国务院关于在线政务服务的若干规定"
SHARING: Final = "政务数据共享条例"
COMMITMENT: Final = "国务院办公厅关于全面推行证明事项和涉企经营许可事项告知承诺制的指导意见"
HOTLINE: Final = "国务院办公厅关于进一步优化地方政务服务便民热线的指导意见"
BEIJING: Final = "北京市接诉即办工作条例"
WEIFANG: Final = "潍坊市12345政务服务便民热线条例"
ANYANG: Final = "安阳市政务服务条例"
AFTERWARDS: Final = "国务院关于“先照后证”改革后加强事中事后监管的意见"
RATINGS: Final = "国务院办公厅关于建立政务服务“好差评”制度提高政务服务水平的意见"
SHANDONG: Final = "山东省乡镇人民政府工作条例"
HOUSE: Final = "通办默认规则"

"""Shot lists as crews have them: three encodings, two kinds of file, and rows that somebody mistyped."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from vpstudio.problem import Problem
from vpstudio.takes.shot_list import ShotList, imported

HEAD = ["集", "场", "镜号", "景别", "机位", "演员", "场景", "日/夜", "内容", "备注"]
BROKEN = {40: ("场", "客厅里"), 90: ("镜号", "三"), 140: ("镜号", "0"), 190: ("机位", "主机"), 240: ("镜号", "1")}


def rows(count: int = 300) -> list[list[str]]:
    made = []
    for number in range(count):
        row = ["34", f"34-{number // 10 + 1}", str(number % 10 + 1), "近景", "A", "林晚、顾沉", "总裁办公室", "夜", "“摔门”，转身", ""]
        line = number + 2
        if line in BROKEN:
            column, text = BROKEN[line]
            row[HEAD.index(column)] = text
        made.append(row)
    return made


def as_csv(table: list[list[str]], encoding: str) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(table)
    return text.getvalue().encode(encoding)


def as_xlsx(path: Path, table: list[list[str]]) -> Path:
    """The least that a spreadsheet program opens."""

    def cell(text: str) -> str:
        return f"<c><v>{text}</v></c>" if text.isdigit() else f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>'

    body = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in table)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheet_type = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{sheet_type}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{sheet_type}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="分镜" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{office}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return path


def read(tmp_path: Path, data: bytes, name: str = "分镜表.csv"):
    (tmp_path / name).write_bytes(data)
    return imported(tmp_path / name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_three_hundred_rows_and_five_that_are_broken(tmp_path, encoding):
    found = read(tmp_path, as_csv([HEAD, *rows()], encoding))
    assert len(found.shots.shots) == 295
    assert {fault.parameters["line"]: fault.code for fault in found.faults} == {
        40: "shots.scene_wrong", 90: "shots.number_wrong", 140: "shots.number_wrong", 190: "shots.camera_wrong", 240: "shots.twice"
    }  # fmt: skip
    first = found.shots.shots[0]
    assert (first.slate.scene, first.slate.shot, first.slate.episode_number) == ("34-1", 1, 34)
    assert (first.cast, first.place, first.told, first.shot_size) == (["林晚", "顾沉"], "总裁办公室", "“摔门”，转身", "近景")


def test_a_spreadsheet_says_the_same(tmp_path):
    found = imported(as_xlsx(tmp_path / "分镜.xlsx", [["柒两人生 分镜表"], HEAD, *rows(30)]))
    assert len(found.shots.shots) == 30 and not found.faults
    assert found.shots.shots[3].slate.shot == 4 and found.shots.shots[3].cast == ["林晚", "顾沉"]


def test_lines_are_counted_as_an_editor_counts_them(tmp_path):
    """A cell with a line end in it makes two lines of the file one row."""
    data = '场,镜,内容\r\n1-1,1,"两\n行"\r\n\r\n坏场号!,2,x\r\n'.encode()
    (fault,) = read(tmp_path, data).faults
    assert fault.parameters["line"] == 5


def test_what_people_type(tmp_path):
    data = "Scene;Shot;Cam;Cast\n第12场;镜3;b机;A/B\nR10;4.0;;\n24A;05;;\n34–2;6;;\n".encode()
    found = read(tmp_path, data)
    assert [(each.slate.scene, each.slate.shot, each.slate.camera) for each in found.shots.shots] == [
        ("12", 3, "B"), ("R10", 4, "A"), ("24A", 5, "A"), ("34-2", 6, "A")
    ]  # fmt: skip
    assert found.shots.shots[0].cast == ["A", "B"] and not found.faults


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.csv", "shots.no_headings"),
        ("名字,年龄\n甲,3\n".encode(), "a.csv", "shots.no_headings"),
        (b"\xff\xfe\x00\x81\x20", "a.csv", "shots.cannot_read"),
        (b"PK\x03\x04 no archive", "a.xlsx", "shots.cannot_read"),
        (b"scene,shot\n" + b"1,1\n" * 20_001, "a.csv", "shots.too_large"),
    ],
)
def test_what_is_no_shot_list_is_a_sentence(tmp_path, data, name, code):
    with pytest.raises(Problem) as told:
        read(tmp_path, data, name)
    assert told.value.code == code


def test_it_is_kept_in_the_project(tmp_path):
    found = read(tmp_path, as_csv([HEAD, *rows(3)], "gbk"))
    found.shots.save(tmp_path / "shots.json")
    assert ShotList.load(tmp_path / "shots.json") == found.shots

"""A roster as people's spreadsheets write it: what is read, what is refused, and on which line."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.chambers import Directory
from bot.domain.people import Account, Role
from bot.domain.roster import email_of, name_of, role_of
from bot.domain.roster_file import Entry, Sheet, read
from bot.domain.sheets import Unreadable
from storage.seeds import chambers

DIRECTORY = Directory(chambers())
TODAY = date(2026, 11, 20)
HEAD = "Nom;E-mail;Rôle;Chambre;Langue;Fuseau;Slack;Telegram\n"
CLAIRE = "Claire Le Goff;claire@exemple.fr;directrice;Normandie;;;;\n"


def sheet(text: str | bytes) -> Sheet:
    return read(text if isinstance(text, bytes) else text.encode(), DIRECTORY, TODAY)


def one(line: str) -> Entry:
    read_sheet = sheet(HEAD + line)
    assert read_sheet.refused == ()
    return read_sheet.entries[0]


def refusal(line: str) -> tuple[int, str]:
    """The line that was refused and its sentence, in English."""
    read_sheet = sheet(HEAD + line)
    assert read_sheet.entries == ()
    [remark] = read_sheet.refused
    return remark.line, remark.message.format(**remark.values)


class TestColumns:
    def test_a_whole_line(self) -> None:
        line = "Dylan Clet;Dylan@Exemple.fr;Ambassadeur;973;français;America/Cayenne;T012AB3CD:U012AB3CD;7000001:1234567\n"
        accounts = (
            Account(platform="slack", workspace="T012AB3CD", user="U012AB3CD"),
            Account(platform="telegram", workspace="7000001", user="1234567"),
        )
        assert one(line) == Entry(
            line=2, name="Dylan Clet", email="dylan@exemple.fr", role=Role.AMBASSADOR, chamber="GUF", language="fr",
            zone="America/Cayenne", accounts=accounts,
        )  # fmt: skip

    @pytest.mark.parametrize(
        "head",
        [
            "name,email,role,chamber",
            "Nom;Adresse e-mail;Fonction;Région",
            "NOM\tCourriel\tROLE\tCRESS",
            '"Full name","E-Mail","Role","Chamber"',
            "\n\n  nom ; mail ; rôle ; chambre",
        ],
    )
    def test_french_english_and_every_separator(self, head: str) -> None:
        sign = next(sign for sign in ";,\t" if sign in head)
        [entry] = sheet(f"{head}\nYann Le Bras{sign}yann@exemple.fr{sign}director{sign}BRE\n").entries
        assert (entry.name, entry.email, entry.role, entry.chamber) == ("Yann Le Bras", "yann@exemple.fr", Role.DIRECTOR, "BRE")

    def test_first_and_last_name_in_two_columns(self) -> None:
        [entry] = sheet("Prénom;Nom;Rôle;Chambre\nYann;Le Bras;élu;Bretagne\n").entries
        assert entry.name == "Yann Le Bras"

    def test_what_we_do_not_read_is_named(self) -> None:
        assert sheet("Nom;Téléphone;Rôle;Chambre;\nYann;06;élu;BRE;\n").ignored == ("Téléphone",)

    def test_empty_cells_say_nothing(self) -> None:
        entry = one("Yann Le Bras;;;;;;;\n")
        assert (entry.email, entry.role, entry.chamber, entry.language, entry.zone, entry.accounts) == ("", None, "", "", "", ())

    def test_a_short_line_and_empty_lines(self) -> None:
        read_sheet = sheet(HEAD + "\n;;;;\nYann Le Bras;yann@exemple.fr\n\n")
        assert [(entry.line, entry.name) for entry in read_sheet.entries] == [(4, "Yann Le Bras")]

    def test_the_national_team_needs_no_chamber(self) -> None:
        assert one("Malik Benali;malik@exemple.fr;équipe nationale;;;;;\n").chamber == "NAT"

    def test_a_telegram_name_is_left_aside_and_said_so(self) -> None:
        read_sheet = sheet(HEAD + "Dylan Clet;;ambassadeur;GUF;;;;@dylan\n")
        assert [entry.accounts for entry in read_sheet.entries] == [()]
        assert [(note.line, note.values) for note in read_sheet.notes] == [(2, {"typed": "@dylan"})]


class TestFiles:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    def test_the_encodings_in_which_spreadsheets_save(self, encoding: str) -> None:
        [entry] = sheet((HEAD + "Hélène Cœur;helene@exemple.fr;élue;Île-de-France;;;;\n").encode(encoding)).entries
        assert (entry.name, entry.chamber) == ("Hélène Cœur", "IDF")

    @pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
    def test_every_end_of_line(self, ends: str) -> None:
        assert len(sheet((HEAD + CLAIRE + "Yann Le Bras;;élu;BRE;;;;\n").replace("\n", ends)).entries) == 2

    def test_quotes_around_a_separator_and_a_line_end(self) -> None:
        read_sheet = sheet(HEAD + '"Le Goff\n Claire";"claire@exemple.fr";directrice;Normandie;;;;\n' + "Yann Le Bras;;élu;BRE;;;;\n")
        assert [(entry.line, entry.name) for entry in read_sheet.entries] == [(2, "Le Goff Claire"), (4, "Yann Le Bras")]

    @pytest.mark.parametrize(
        ("raw", "told"),
        [
            (b"", "empty"),
            (b"\xef\xbb\xbf \r\n \n", "empty"),
            (CLAIRE.encode(), "does not name the columns"),
            (b"PK\x03\x04\x14\x00\x06\x00", "workbook"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook"),
            ((HEAD + CLAIRE).encode("utf-16-le"), "letters of this file"),
            (bytes(range(1, 256)) * 4, "letters of this file"),
            (b"\x00" * 500, "letters of this file"),
            ((HEAD + "Hélène;h@exemple.fr;élue;BRE;;;;\n").encode("mac_roman"), "letters of this file"),
            ((HEAD + 'Claire "dite" Le Goff;"\nYann;;élu;BRE\n').encode(), "Line 2"),
            ((HEAD + CLAIRE + 'Yann;"y@exemple.fr;élu;BRE\n' + CLAIRE * 50).encode(), "Line 3"),
            (b"Nom;Nom;Role\nA;B;elu\n", "Two columns"),
            (b"Nom;" + b"x" * 20_000_001, "too large"),
        ],
    )
    def test_a_file_that_cannot_be_read_says_how_to_save_it(self, raw: bytes, told: str) -> None:
        with pytest.raises(Unreadable) as refused:
            sheet(raw)
        assert told in refused.value.message.format(**refused.value.values)

    def test_ten_thousand_lines(self) -> None:
        lines = "".join(f"Personne {'abcdefghij'[n % 10]}{n};p{n}@exemple.fr;élu;Bretagne;;;;\n" for n in range(10_000))
        read_sheet = sheet(HEAD + lines)
        assert (len(read_sheet.entries), read_sheet.refused) == (10_000, ())
        assert read_sheet.entries[-1].line == 10_001

    @given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: (HEAD + text).encode("utf-8", "surrogatepass")))
    def test_whatever_is_in_it_it_is_read_or_refused(self, raw: bytes) -> None:
        try:
            read_sheet = sheet(raw)
        except Unreadable:
            return
        assert all(entry.name[0].isalpha() and entry.name.isprintable() for entry in read_sheet.entries)
        assert all(str(value).isprintable() for remark in read_sheet.refused for value in remark.values.values())


class TestLines:
    @pytest.mark.parametrize(
        ("line", "told"),
        [
            (";x@exemple.fr;élu;BRE", "The name is missing."),
            ("=HYPERLINK(0);x@exemple.fr;élu;BRE", "“=HYPERLINK(0)” is not a name"),
            ("+33 6 12;x@exemple.fr;élu;BRE", "is not a name"),
            ("@yann;x@exemple.fr;élu;BRE", "is not a name"),
            ("-1;x@exemple.fr;élu;BRE", "is not a name"),
            ("Yann\x00;x@exemple.fr;élu;BRE", "“Yann·” is not a name"),
            ("Yann \u202egoff;x@exemple.fr;élu;BRE", "is not a name"),
            ("Yann <!channel>;x@exemple.fr;élu;BRE", "is not a name"),
            ("Y" * 151 + ";x@exemple.fr;élu;BRE", "at most 150"),
            ("HÃ©lÃ¨ne Aubry;x@exemple.fr;élu;BRE", "damaged"),
            ("Yann Le Bras;yann chez exemple;élu;BRE", "“yann chez exemple” is not an e-mail address."),
            ("Yann Le Bras;=cmd@exemple.fr;élu;BRE", "is not an e-mail address."),
            ("Yann Le Bras;y@exemple.fr;roi;BRE", "I do not know the role “roi”."),
            ("Yann Le Bras;y@exemple.fr;élu;Normndie", "I do not know “Normndie”. Normandie, "),
            ("Yann Le Bras;y@exemple.fr;élu;BRE;de", "not “de”"),
            ("Yann Le Bras;y@exemple.fr;élu;BRE;;Narnia", "America/Cayenne"),
            ("Yann Le Bras;y@exemple.fr;élu;BRE;;+1", "America/Cayenne"),
            ("Yann Le Bras;y@exemple.fr;élu;BRE;;;@yann", "“@yann” is no Slack account."),
        ],
    )
    def test_a_wrong_line_says_what_is_wrong(self, line: str, told: str) -> None:
        number, sentence = refusal(line + "\n")
        assert number == 2
        assert told in sentence

    def test_a_wrong_line_does_not_take_the_others_with_it(self) -> None:
        read_sheet = sheet(HEAD + CLAIRE + "X;x@exemple.fr;roi;BRE\n" + "Yann Le Bras;;élu;BRE\n")
        assert [entry.line for entry in read_sheet.entries] == [2, 4]
        assert [remark.line for remark in read_sheet.refused] == [3]

    def test_one_address_on_two_lines_is_nobodys(self) -> None:
        read_sheet = sheet(HEAD + CLAIRE + "Yann Le Bras;yann@exemple.fr;élu;BRE\n" + "Jeanne Aubry; CLAIRE@exemple.fr ;salariée;NOR\n")
        assert [entry.name for entry in read_sheet.entries] == ["Yann Le Bras"]
        assert [(remark.line, remark.values["others"]) for remark in read_sheet.refused] == [(2, "4"), (4, "2")]

    def test_one_account_on_two_lines_is_nobodys(self) -> None:
        read_sheet = sheet(HEAD + "A B;;élu;BRE;;;T1:U1\nC D;;élu;BRE;;;T1:U1\nE F;;élu;BRE;;;T2:U1\n")
        assert [entry.name for entry in read_sheet.entries] == ["E F"]


@pytest.mark.parametrize(
    ("typed", "role"),
    [
        ("Directrice", Role.DIRECTOR), ("director", Role.DIRECTOR), ("équipe nationale", Role.NATIONAL), ("national_team", Role.NATIONAL),
        ("salarié·e", Role.EMPLOYEE), ("chargée de mission", Role.EMPLOYEE), ("Présidente", Role.ADMINISTRATOR), ("ÉLU", Role.ADMINISTRATOR),
        ("ambassadrice", Role.AMBASSADOR), ("partenaire", Role.PARTNER), ("di", None), ("", None), ("roi", None),
    ],
)  # fmt: skip
def test_roles_by_their_names(typed: str, role: Role | None) -> None:
    assert role_of(typed) is role


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" Claire@Exemple.FR ", "claire@exemple.fr"),
        ("mailto:claire@exemple.fr", "claire@exemple.fr"),
        ("Claire Le Goff <claire@exemple.fr>", "claire@exemple.fr"),
        ("hélène@exemple.fr", "hélène@exemple.fr"),
        ("c+lettre@exemple.fr", "c+lettre@exemple.fr"),
        ("\u212alaire@exemple.fr", "\u212alaire@exemple.fr"),  # the sign of the kelvin is no k
        ("claire@exemple", ""),
        ("@exemple.fr", ""),
        ("+claire@exemple.fr", ""),
        ("claire@exemple.fr;yann@exemple.fr", ""),
        ("x" * 250 + "@exemple.fr", ""),
        ("", ""),
    ],
)
def test_addresses_as_they_are_compared(typed: str, address: str) -> None:
    assert email_of(typed) == address


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Marie-Ange   Sinamary ", "Marie-Ange Sinamary"),
        ("Hélène d'Aubry", "Hélène d'Aubry"),
        ("He\u0301le\u0300ne", "Hélène"),
        ("O’Brien", "O’Brien"),
        ("李 娜", "李 娜"),
        ("1er adjoint", ""),
        ("🙂", ""),
        ("\u200b", ""),
    ],
)
def test_names(typed: str, name: str) -> None:
    assert name_of(typed) == name

"""Makes the files beside this one by other people's writers. See README.md."""

import csv
import datetime
import io

import openpyxl
import vobject
import xlsxwriter

PEOPLE = [
    ("Ada Example", "+1 310 555 0123", 13105550123, "US"),
    ("עדה דוגמה", "+44 20 7946 0958", 442079460958, "GB"),
    ("Zoë 🦉 Exemple", "+33 1 99 00 12 34", 33199001234, "FR"),
]
HEADER = ["Name", "Phone", "Mobile", "Country", "Since", "VIP", "Formula", "Broken"]
SINCE = datetime.date(2025, 10, 13)


def by_openpyxl():
    book = openpyxl.Workbook()
    hidden = book.active
    hidden.title = "Settings"
    hidden["A1"] = "not the list"
    hidden.sheet_state = "hidden"
    sheet = book.create_sheet("Contacts")
    book.create_sheet("Notes")["A1"] = "further"
    sheet.append(HEADER)
    for name, text, number, country in PEOPLE:
        sheet.append([name, text, number, country, SINCE, True, '="+"&C2', "#N/A"])
        sheet.cell(sheet.max_row, 8).data_type = "e"
    # A format and nothing else, far to the right.
    sheet["XFD2"].number_format = "0.00"
    book.save("openpyxl.xlsx")


def by_xlsxwriter():
    book = xlsxwriter.Workbook("xlsxwriter.xlsx")
    sheet = book.add_worksheet("Contacts")
    date = book.add_format({"num_format": "dd.mm.yyyy"})
    sheet.write_row(0, 0, HEADER)
    for row, (name, text, number, country) in enumerate(PEOPLE, 2):
        sheet.write_row(row, 0, [name, text, number, country])
        sheet.write_datetime(row, 4, datetime.datetime(2025, 10, 13), date)
        sheet.write_boolean(row, 5, True)
        sheet.write_formula(row, 6, f'="+"&C{row + 1}', None, f"+{number}")
        sheet.write_formula(row, 7, "=NA()", None, "#N/A")
    book.close()


def by_vobject():
    with open("vobject.vcf", "w", encoding="utf-8", newline="") as file:
        for name, text, number, _ in PEOPLE:
            card = vobject.vCard()
            card.add("fn").value = name
            card.add("n").value = vobject.vcard.Name(family=name.split()[-1], given=name.split()[0])
            card.add("org").value = ["Example Ltd", "Sales"]
            card.add("email").value = "ada@example.com"
            mobile = card.add("tel")
            mobile.value = text
            mobile.type_param = "CELL"
            card.add("tel").value = f"tel:+{number}"
            file.write(card.serialize())


def by_csv():
    text = io.StringIO()
    writer = csv.writer(text, dialect="excel-tab", quoting=csv.QUOTE_ALL)
    writer.writerow(["Name", "Phone", "Note"])
    for name, number, _, _ in PEOPLE:
        writer.writerow([name, number, 'two\nlines, and a "quote"'])
    with open("csv-utf-16.txt", "wb") as file:
        file.write(text.getvalue().encode("utf-16"))


by_openpyxl()
by_xlsxwriter()
by_vobject()
by_csv()

"""What the screen reader goes through: every page, the main dialogs, a check-in, a clash, a board in use."""


def story(reader, found):
    """Keeps what was seen under the name of each scene, what was heard there, and what some parts expose."""
    scenes, heard = found.setdefault("scenes", {}), found.setdefault("heard_at", {})

    def look(name):
        scenes[name] = reader.walk()
        heard[name] = [reader.heard.pop(0) for _ in range(len(reader.heard))]

    _comes_in(reader, look)
    found["pages"] = reader.pages()
    for page in found["pages"]:
        reader.goes_to(page)
        look(page)
    _plans(reader, look, found)
    _checks_in(reader, look)
    _watches_the_board(reader, look, found)
    _asks(reader, look)


def _comes_in(reader, look):
    reader.waits_to_see("push button", "Try the demo")
    reader.settles(0.5)
    look("welcome")
    reader.presses("push button", "Open demo.cad")
    reader.waits_to_see("password text", "Passphrase")
    reader.types("x")
    reader.keys("Return")
    reader.waits_to_read("password text", "Passphrase", "Error: ")
    look("wrong passphrase")
    reader.keys("Alt+b")
    reader.presses("push button", "Open demo.cad")
    reader.presses("push button", "Open")
    reader.waits_to_see("radio button", "Waiting list")


def _plans(reader, look, found):
    reader.goes_to("Plan")
    found["timeline"] = reader.names("list", "Timeline of the day")
    reader.keys("Right")
    reader.keys("Return")
    reader.keys("Down")
    reader.keys("Right")
    look("a visit in the hand")
    reader.keys("Return")
    look("a visit dropped")
    reader.keys("Ctrl+m")
    look("move to")
    reader.keys("Escape")
    reader.keys("Ctrl+Shift+3")
    look("plan as a list")
    found["visits"] = reader.table("Visits")


def _checks_in(reader, look):
    reader.goes_to("Desk")
    for typed, what in (("10", "arrives"), ("10", "arrives again"), ("777", "is not on the list")):
        reader.types(typed)
        for _ in range(3):
            reader.keys("Return")
        look(f"somebody {what}")
        reader.keys("Escape")
    reader.keys("F3")
    look("walk-in")
    reader.keys("Escape")
    reader.keys("F6")
    look("from paper")
    reader.keys("F6")


def _watches_the_board(reader, look, found):
    reader.goes_to("Board")
    tiles = (one["name"] for one in reader.walk() if "Stations: arrow keys" in " ".join(one["path"]))
    found["tiles"] = [name for name in tiles if name]
    reader.keys("Ctrl+Shift+2")
    look("board stations")
    found["stations"] = reader.table("Stations")
    reader.keys("Tab")
    reader.keys("Ctrl+Shift+3")
    look("board people")
    found["people"] = reader.table("People")
    reader.keys("Alt+b")
    look("something breaks")
    reader.keys("Escape")


def _asks(reader, look):
    reader.keys("Ctrl+k")
    reader.types("car")
    look("palette")
    reader.keys("Escape")
    reader.keys("F1")
    look("help")
    reader.keys("Escape")
    reader.keys("Ctrl+n")
    reader.settles(0.5)
    reader.types("another.cad")
    reader.keys("Return")
    reader.settles(0.5)
    look("new file")

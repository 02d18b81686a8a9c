"""The fields of a post on the rota, of interpreters, of cover and of pathways."""

from __future__ import annotations

from dataclasses import replace

from cadplanner.core.model.pathway import Pathway
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.staff import Cover, Interpreter
from cadplanner.core.setup import post_words, reading
from cadplanner.core.setup.change import OnRota, with_hours
from cadplanner.core.setup.day_fields import skills_of
from cadplanner.core.setup.field import Field, Kind, number_field, put, read_field, text_field
from cadplanner.core.setup.reading import NotUnderstood


def _hours(_: Plan, post: OnRota, typed: str) -> OnRota:
    return replace(post, shift=with_hours(post.shift, reading.hours(typed)))


def _breaks(_: Plan, post: OnRota, typed: str) -> OnRota:
    rules = reading.breaks(typed)
    for rule in rules:
        if not rule.window.within(post.shift.span):
            raise NotUnderstood(f"{rule.window} is not inside the shift ({post.shift.span}).")
    return replace(post, shift=replace(post.shift, breaks=rules))


def _posts(_: Plan, post: OnRota, typed: str) -> OnRota:
    shift = post.shift
    found = post_words.posts(typed, skills=post.member.skills, stations=post.stations, shift=shift.span)
    return replace(post, shift=replace(shift, posts=found))


def _listed(path: str, label: str, hint: str) -> Field[OnRota]:
    return read_field(path, label, reading.names, ", ".join, hint=hint)


ROTA_FIELDS: tuple[Field[OnRota], ...] = (
    text_field("member.name", "Name", needed=True, hint="Enter goes on to the next person."),
    text_field("member.role", "Role"),
    text_field("member.employer", "Employer"),
    Field(
        "member.skills",
        "Skills",
        Kind.OWN_TICKS,
        lambda post: "\n".join(post.member.skills),
        lambda _, post, typed: put(post, "member.skills", tuple(" ".join(one.split()) for one in typed.splitlines())),
        lambda _, after: f"skills {after}" if after else "no skills",
        "",
        lambda plan: tuple((skill, skill) for skill in skills_of(plan)),
    ),
    _listed("member.languages", "Languages", "Such as Bengali, Polish"),
    replace(read_field("shift.span", "Works", reading.hours, str), read=_hours),
    replace(
        read_field(
            "shift.breaks",
            "Breaks",
            reading.breaks,
            reading.breaks_words,
            hint="One a line, minutes and window: 30 in 12:00-13:30",
        ),
        kind=Kind.LINES,
        read=_breaks,
    ),
    Field(
        "shift.posts",
        "Posts",
        Kind.LINES,
        lambda post: post_words.posts_words(post.shift.posts, post.stations),
        _posts,
        lambda _, after: f"posts {after}" if after else "no posts: all skills, all the time",
        "One a line: 09:00-11:00 talk at Studio. Nothing else is done then. Empty: all skills, all the time.",
    ),
    number_field(
        "shift.longest_stretch", "Longest stretch in minutes", most=720, hint="Of work without a rest. 0 is no limit."
    ),
    number_field("shift.rest", "A rest is at least", most=120, hint="Minutes free that count as a rest."),
    number_field("shift.overtime", "Overtime in minutes", most=240, hint="How far past the end a visit may run."),
)


def _covering(_: Plan, cover: Cover, typed: str) -> Cover:
    skill = " ".join(typed.split())
    if not skill:
        raise NotUnderstood("Say which skill covers, such as first-aider.")
    return replace(cover, skill=skill)


INTERPRETER_FIELDS: tuple[Field[Interpreter], ...] = (
    replace(text_field("language", "Language", needed=True, hint="BSL is a language too."), kind=Kind.SUGGESTED),
    number_field("number", "How many", least=1, most=50, counts="interpreters"),
    read_field("spans", "There", reading.several_hours, reading.hours_words, hint=reading.WITH_A_GAP),
)

USUAL_COVER = ("first-aider", "clinical lead")

COVER_FIELDS: tuple[Field[Cover], ...] = (
    Field(
        "skill",
        "Who",
        Kind.SUGGESTED,
        lambda cover: cover.skill,
        _covering,
        lambda _, after: f"now {after}",
        "A skill of staff: tick it for those who have it.",
        lambda plan: tuple((skill, skill) for skill in dict.fromkeys((*USUAL_COVER, *skills_of(plan)))),
    ),
    number_field("number", "At least", least=1, most=50, counts="people", hint="Always there, not on a break."),
    read_field("span", "When", reading.hours, str),
)


def _stops(_: Plan, pathway: Pathway, typed: str) -> Pathway:
    return replace(pathway, service_ids=tuple(typed.splitlines()))


PATHWAY_FIELDS: tuple[Field[Pathway], ...] = (
    text_field("name", "Name", needed=True),
    number_field("share", "Share of patients", most=100, counts="per cent", hint="Per cent; all of them make 100."),
    Field(
        "service_ids",
        "Stops",
        Kind.STOPS,
        lambda pathway: "\n".join(pathway.service_ids),
        _stops,
        lambda _, after: f"stops {after}" if after else "no stops",
        "",
        lambda plan: tuple((one.id, one.name) for one in plan.services),
    ),
    Field(
        "in_order",
        "Between first and last",
        Kind.CHOICE,
        lambda pathway: "in order" if pathway.in_order else "any order",
        lambda _, pathway, typed: replace(pathway, in_order=typed == "in order"),
        lambda _, after: after.lower(),
        "Any order lets people wait less.",
        lambda _: (("any order", "Any order"), ("in order", "In this order")),
    ),
)

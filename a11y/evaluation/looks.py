"""What a person looks at for each success criterion, whatever a machine has looked at before."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LOOK_AT: Mapping[str, Promise | str] = MappingProxyType(
    {
        "1.1.1": _(
            "Read each text alternative beside its image: does it serve the same purpose? "
            "Are images that say nothing hidden from screen readers? Charts need their data."
        ),
        "1.2.1": _(
            "Is there a transcript of each recording that has only sound, or only pictures?"
        ),
        "1.2.2": _("Play each video: are its captions complete, in time, and do they say sounds?"),
        "1.2.3": _("Does a description or a transcript tell what each video only shows?"),
        "1.2.4": _("Does live video with sound have captions?"),
        "1.2.5": _("Play each video with its audio description: does it tell what is only shown?"),
        "1.2.6": _("Is there sign language for the speech in each video?"),
        "1.2.7": _("Where pauses are too short for a description, does the video wait for it?"),
        "1.2.8": _("Is there a transcript of each video that tells all that is seen and heard?"),
        "1.2.9": _("Is there a text of live sound while it goes on?"),
        "1.3.1": _(
            "Compare what looks like a heading, list, table, quotation or group of fields with "
            "what a screen reader calls it."
        ),
        "1.3.2": _(
            "Read the page with a screen reader, or without styles: does the order make sense?"
        ),
        "1.3.3": _("Do instructions work for people who do not perceive shape, place or sound?"),
        "1.3.4": _("Turn the device: does the page work upright and across?"),
        "1.3.5": _("Does each field about the person who fills it in name its purpose in code?"),
        "1.3.6": _("Can the purpose of buttons, icons and regions be read from the code?"),
        "1.4.1": _(
            "Look in shades of grey: is anything told by colour alone – links, states, charts?"
        ),
        "1.4.2": _(
            "Can sound that starts by itself and goes on for more than 3 seconds be stopped?"
        ),
        "1.4.3": _("Look at text on pictures, gradients and video, and in states such as hover."),
        "1.4.4": _("Zoom to 200 %: is everything there, and does everything work?"),
        "1.4.5": _("Is there a picture of text that could have been text? Logos may be."),
        "1.4.6": _("Look at text on pictures, gradients and video for a contrast of 7 to 1."),
        "1.4.7": _(
            "Is speech in recordings clear of sounds behind it, or can these be switched off?"
        ),
        "1.4.8": _("Can blocks of text be given other colours, line lengths and spacing?"),
        "1.4.9": _("Is any picture of text there for more than decoration, or because it must be?"),
        "1.4.10": _(
            "At 320 pixels or 400 % zoom: must anything but tables and maps be scrolled both ways?"
        ),
        "1.4.11": _(
            "Can borders of fields, icons, focus marks and parts of charts be told from around?"
        ),
        "1.4.12": _("Widen the spacing of lines, letters and words: is any text cut or covered?"),
        "1.4.13": _(
            "Does what appears on hover or focus stay, and can it be closed and pointed at?"
        ),
        "2.1.1": _("Put the mouse away: do everything that the page offers with the keyboard."),
        "2.1.2": _("Go through each widget, player and frame with Tab: can you always leave?"),
        "2.1.3": _("Is there anything, drawing included, that cannot be done with the keyboard?"),
        "2.1.4": _("Can shortcuts of a single letter be switched off or changed?"),
        "2.2.1": _("Can every time limit, log-outs included, be switched off or made longer?"),
        "2.2.2": _("Can what moves, blinks or changes by itself be paused, stopped or hidden?"),
        "2.2.3": _("Is anything, but live events, a matter of time?"),
        "2.2.4": _("Can interruptions be put off, but for emergencies?"),
        "2.2.5": _("Is what was entered kept when a session ends and one logs in again?"),
        "2.2.6": _("Are people told how long they may be inactive before data is lost?"),
        "2.3.1": _("Does anything flash more than three times in a second?"),
        "2.3.2": _("Does anything flash more than three times in a second, however small?"),
        "2.3.3": _("Can movement that an action sets off be switched off?"),
        "2.4.1": _("Use the skip link, headings and landmarks: do they lead past what repeats?"),
        "2.4.2": _("Does each title say what the page is about, and tell it from others?"),
        "2.4.3": _(
            "Go through with Tab, also through menus and dialogs: does the order make sense?"
        ),
        "2.4.4": _("Does each link, with the sentence or cell around it, say where it leads?"),
        "2.4.5": _("Is each page found in more than one way: menu, search, site map, links?"),
        "2.4.6": _("Do headings and labels say what follows, or what is wanted?"),
        "2.4.7": _("Go through with Tab: is it always visible where the focus is?"),
        "2.4.8": _("Does each page say where in the site it stands?"),
        "2.4.9": _("Read the links without what is around them: does each say where it leads?"),
        "2.4.10": _("Are sections of text under headings?"),
        "2.4.11": _("Is what has the focus ever wholly under a sticky header, a banner or a chat?"),
        "2.4.12": _("Is any part of what has the focus ever covered?"),
        "2.4.13": _("Is the mark of focus as large and clear as 2 pixels around, at 3 to 1?"),
        "2.5.1": _("Can everything done by swiping or with two fingers also be done with a tap?"),
        "2.5.2": _("Press, move away, let go: does nothing happen, or can it be undone?"),
        "2.5.3": _("Say the visible label to voice control: does the control answer?"),
        "2.5.4": _("Can what is done by shaking or tilting also be done, and be switched off?"),
        "2.5.5": _("Is every target 44 by 44 pixels, but for links in sentences?"),
        "2.5.6": _("Can people change between mouse, touch and keyboard at any time?"),
        "2.5.7": _("Can everything done by dragging also be done with single taps?"),
        "2.5.8": _("Is every target 24 by 24 pixels, or has it as much room around?"),
        "3.1.1": _("Is the declared language the one that the page is written in?"),
        "3.1.2": _("Are passages in another language marked, but for names and loan words?"),
        "3.1.3": _("Are jargon and unusual words explained?"),
        "3.1.4": _("Are abbreviations spelled out where they are first used?"),
        "3.1.5": _("Is there a version for those who read as after lower secondary school?"),
        "3.1.6": _("Is the pronunciation given where the meaning hangs on it?"),
        "3.2.1": _(
            "Go through with Tab: does anything open, submit or lead away by being focused?"
        ),
        "3.2.2": _("Change each field: does anything lead away without being announced?"),
        "3.2.3": _("Compare pages: does what repeats stand in the same order?"),
        "3.2.4": _("Compare pages: does what does the same have the same name and icon?"),
        "3.2.5": _("Does anything change, open or refresh that nobody asked for?"),
        "3.2.6": _("Compare pages: does help, contact or chat stand in the same place in order?"),
        "3.3.1": _("Send forms with mistakes: is each named in words, at its field?"),
        "3.3.2": _("Does each field say what is wanted, with its format, before one fills it in?"),
        "3.3.3": _("Send forms with mistakes: is it said how to mend them?"),
        "3.3.4": _("Can contracts, payments and data be checked, mended or taken back?"),
        "3.3.5": _("Is there help that fits where one is?"),
        "3.3.6": _("Can whatever is sent be checked, mended or taken back?"),
        "3.3.7": _("Does a process ask twice for the same thing without offering what was said?"),
        "3.3.8": _(
            "Can one log in without remembering, copying or solving: by pasting, by a manager?"
        ),
        "3.3.9": _("Can one log in without remembering, or telling things and pictures apart?"),
        "4.1.2": _("Use widgets with a screen reader: are name, role, state and changes spoken?"),
        "4.1.3": _("Are results, errors and progress spoken without the focus going there?"),
    }
)
"""By the criterion's number."""

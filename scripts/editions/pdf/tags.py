"""Elements of HTML: made, and given a class."""

from bs4 import BeautifulSoup, Tag
from bs4.element import AttributeValueList


def new_tag(name: str, text: str = "", **attributes: str) -> Tag:
    """Return an element that stands nowhere yet; ``class_`` is its class."""
    soup = BeautifulSoup("", "lxml")
    named = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    tag = soup.new_tag(name, attrs=named)
    if text:
        tag.string = text
    return tag


def add_class(tag: Tag, name: str) -> None:
    """Give an element one more class."""
    tag["class"] = AttributeValueList([*tag.get_attribute_list("class"), name])

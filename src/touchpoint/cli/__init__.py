"""The touchpoint command."""


def main() -> None:
    """Run the command."""

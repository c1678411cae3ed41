"""`alur doctor`: what is wrong with this installation, why it matters, how to mend it.

A check yields findings; checks lie by what they look at. A stage is begun only when the stages before it found nothing
that would make it stumble.
"""

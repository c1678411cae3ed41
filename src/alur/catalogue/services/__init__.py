"""What changes activities."""

from alur.catalogue.services.activities import Content, Put, Worth, put_activities

__all__ = ["Content", "Put", "Worth", "put_activities"]

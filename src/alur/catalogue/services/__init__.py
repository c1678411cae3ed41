"""What changes activities."""

from alur.catalogue.services.activities import Content, Put, Worth, put_activities
from alur.catalogue.services.details import put_details

__all__ = ["Content", "Put", "Worth", "put_activities", "put_details"]

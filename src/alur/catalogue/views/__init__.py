"""What the pages of modules, sessions, exams and knowledge share."""

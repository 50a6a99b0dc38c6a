"""The room: its tables, chairs and floor, its earlier rounds, and a plan that seats people in it."""

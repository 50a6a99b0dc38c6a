"""Analyses of a room and a seating: for example who to invite, who could stand in and who was nominated.

These modules neither solve nor write files. Questions to the engines are passed in as functions.
"""

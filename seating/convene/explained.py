"""placeholder while explain lands"""

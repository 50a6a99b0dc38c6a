"""Search over several rounds at once, where only meetings connect the rounds: who shares a table with whom, and when.

Start reading at `joined_rounds`: it joins the models of the rounds into one, prices meetings, and bounds their cost.
`chains` anneals that model with the arrays of `engines.annealing` and one additional family, `round_company`.
`rounds_search` asks the questions.
"""
